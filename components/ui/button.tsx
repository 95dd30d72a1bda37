import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** Class names of a button by variant and size, also for links that look like one. */
export const buttonClass = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors disabled:pointer-events-none disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-accent hover:bg-accent-hover",
        secondary: "border border-line-strong bg-surface text-ink hover:bg-hover",
        ghost: "text-muted hover:bg-hover hover:text-ink aria-expanded:bg-hover aria-expanded:text-ink",
        danger: "border border-bad/50 bg-surface text-bad hover:bg-bad-soft",
      },
      size: {
        sm: "h-7 px-2 text-xs",
        md: "h-8 px-3 text-sm",
        lg: "h-10 px-4 text-sm",
        icon: "size-8",
        "icon-sm": "size-7",
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
