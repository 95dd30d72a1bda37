import { type ComponentProps, useId } from "react";
import { cn } from "./cn.ts";

/** A one-line text field. */
export const Input = ({ className, ...rest }: ComponentProps<"input">) => (
  <input
    className={cn(
      "h-8 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-ink text-sm placeholder:text-faint aria-invalid:border-bad disabled:opacity-60 max-sm:text-base",
      className,
    )}
    {...rest}
  />
);

/** A native drop-down: the quickest control on a phone and for screen readers. */
export const NativeSelect = ({ className, ...rest }: ComponentProps<"select">) => (
  <select
    className={cn(
      "h-8 min-w-0 rounded-md border border-line-strong bg-surface px-2 text-ink text-sm disabled:opacity-60 max-sm:text-base",
      className,
    )}
    {...rest}
  />
);

/** A one-line text field under its label. */
export const LabelledInput = ({ label, ...rest }: ComponentProps<"input"> & { label: string }) => {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-muted text-xs">
        {label}
      </label>
      <Input id={id} {...rest} />
    </div>
  );
};
