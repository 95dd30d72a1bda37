"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useMe } from "#components/me.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { LabelledInput, NativeSelect } from "#components/ui/input.tsx";
import { type NewSignIn, NewUser, RoleName } from "#server/accounts/schema.ts";

// A driver's sign-in belongs to a driver of the fleet and is made on the page of drivers.
const ROLES = RoleName.options.filter((role) => role !== "driver");

/** Asks for a new user's name, address, role and depots; the server makes the password. */
export const NewUserDialog = ({
  onClose,
  onMade,
}: {
  onClose: () => void;
  onMade: (made: NewSignIn) => void;
}) => {
  const t = useTranslations("admin");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const { depots } = useMe();
  const [role, setRole] = useState<RoleName>("dispatcher");
  const [fault, setFault] = useState<string | null>(null);
  const create = useMutation(
    trpc.accounts.users.create.mutationOptions({
      onSuccess: onMade,
      onError: ({ message }) => setFault(message),
    }),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const parsed = NewUser.safeParse({
      name: String(form.get("name")).trim(),
      email: String(form.get("email")).trim(),
      role,
      depotIds: form.getAll("depot").map(Number),
    });
    if (!parsed.success)
      return setFault(
        parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; "),
      );
    setFault(null);
    create.mutate(parsed.data);
  };
  return (
    <Dialog open onClose={onClose} title={t("addUser")}>
      <form onSubmit={submit} className="flex flex-col gap-3 p-4">
        <LabelledInput label={t("name")} name="name" required maxLength={120} autoComplete="off" />
        <LabelledInput
          label={t("email")}
          name="email"
          type="email"
          required
          maxLength={200}
          autoComplete="off"
        />
        <p className="text-muted text-xs">{t("emailHint")}</p>
        <label htmlFor="new-user-role" className="flex flex-col gap-1 text-muted text-xs">
          {t("role")}
          <NativeSelect
            id="new-user-role"
            value={role}
            onChange={({ target }) => setRole(RoleName.parse(target.value))}
          >
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {common(`role.${one}`)}
              </option>
            ))}
          </NativeSelect>
        </label>
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1 text-muted text-xs">{t("depotsHint")}</legend>
          {depots.map(({ id, name }) => (
            <label key={id} className="flex items-center gap-2">
              <input type="checkbox" name="depot" value={id} className="size-4 accent-accent" />
              {name}
            </label>
          ))}
        </fieldset>
        {fault ? (
          <p role="alert" className="text-bad">
            {fault}
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" disabled={create.isPending}>
            {t("addUser")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
