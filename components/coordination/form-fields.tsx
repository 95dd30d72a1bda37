import { useTranslations } from "next-intl";
import { type ComponentProps, type FormEvent, type ReactNode, useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { NativeSelect } from "#components/ui/input.tsx";

/** A drop-down under its label. */
export const LabelledSelect = ({
  label,
  choices,
  ...rest
}: ComponentProps<"select"> & { label: string; choices: readonly { id: number; name: string }[] }) => {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-muted text-xs">
        {label}
      </label>
      <NativeSelect id={id} {...rest}>
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.name}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
};

/** The text of a field of a form, without spaces around it. */
export const textOf = (form: FormData, name: string): string => String(form.get(name) ?? "").trim();

/** A dialog with a form: its fields, its save, and what else can be done with the record. */
export const FormDialog = ({
  title,
  save,
  isBusy,
  onClose,
  onSave,
  children,
  more,
}: {
  title: string;
  save: string;
  isBusy: boolean;
  onClose: () => void;
  onSave: (form: FormData) => void;
  children: ReactNode;
  more?: ReactNode;
}) => {
  const common = useTranslations("common");
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSave(new FormData(event.currentTarget));
  };
  return (
    <Dialog open onClose={onClose} title={title}>
      <form onSubmit={submit} className="flex flex-col gap-3 p-4">
        {children}
        <div className="flex flex-wrap justify-end gap-2">
          {more ? <div className="me-auto flex gap-2">{more}</div> : null}
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" disabled={isBusy}>
            {save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
