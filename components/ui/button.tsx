import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** Class names of a button by variant and size, also for links that look like one. */
export const buttonClass = cva(
  "base:inline-flex base:shrink-0 base:select-none base:items-center base:justify-center base:gap-1.5 base:whitespace-nowrap base:rounded-md base:font-medium base:transition-colors base:disabled:pointer-events-none base:disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "base:bg-accent base:text-on-accent base:hover:bg-accent-hover",
        secondary: "base:border base:border-line-strong base:bg-surface base:text-ink base:hover:bg-hover",
        ghost:
          "base:text-muted base:hover:bg-hover base:hover:text-ink base:aria-expanded:bg-hover base:aria-expanded:text-ink",
        danger: "base:border base:border-bad/50 base:bg-surface base:text-bad base:hover:bg-bad-soft",
      },
      size: {
        sm: "base:h-7 base:px-2 base:text-xs",
        md: "base:h-8 base:px-3 base:text-sm",
        lg: "base:h-10 base:px-4 base:text-sm",
        icon: "base:size-8",
        "icon-sm": "base:size-7",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

/** A button; `variant` says how loud, `size` how big. */
export const Button = ({
  variant,
  size,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & VariantProps<typeof buttonClass>) => (
  <button type={type} className={cn(buttonClass({ variant, size }), className)} {...rest} />
);
