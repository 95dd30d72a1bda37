import { type ComponentProps, type ReactNode, useId } from "react";
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

/** What a control takes on from the {@link Field} it stands in. */
type FieldIds = { id: string; "aria-invalid": boolean; "aria-describedby": string | undefined };

/** A control under its label, with what is wrong with it below. */
export const Field = ({
  label,
  fault,
  children,
}: {
  label: string;
  fault?: string | undefined;
  children: (ids: FieldIds) => ReactNode;
}) => {
  const id = useId();
  const isWrong = fault !== undefined;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-muted text-xs">
        {label}
      </label>
      {children({ id, "aria-invalid": isWrong, "aria-describedby": isWrong ? `${id}-fault` : undefined })}
      {isWrong ? (
        <p id={`${id}-fault`} role="alert" className="text-bad text-xs">
          {fault}
        </p>
      ) : null}
    </div>
  );
};

/** A one-line text field under its label, with what is wrong with it below. */
export const LabelledInput = ({
  label,
  fault,
  ...rest
}: ComponentProps<"input"> & { label: string; fault?: string | undefined }) => (
  <Field label={label} fault={fault}>
    {(ids) => <Input {...ids} {...rest} />}
  </Field>
);
