import { type ComponentProps, useId } from "react";
import { cn } from "./cn.ts";

/** A one-line text field. */
export const Input = ({ className, ...rest }: ComponentProps<"input">) => (
  <input
    className={cn(
      "base:h-8 base:w-full base:min-w-0 base:rounded-md base:border base:border-line-strong base:bg-surface base:px-2.5 base:text-ink base:text-sm base:placeholder:text-faint base:aria-invalid:border-bad base:disabled:opacity-60 base:max-sm:text-base",
      className,
    )}
    {...rest}
  />
);

/** A native drop-down: the quickest control on a phone and for screen readers. */
export const NativeSelect = ({ className, ...rest }: ComponentProps<"select">) => (
  <select
    className={cn(
      "base:h-8 base:min-w-0 base:rounded-md base:border base:border-line-strong base:bg-surface base:px-2 base:text-ink base:text-sm base:disabled:opacity-60",
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
