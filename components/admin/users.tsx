"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useFormats, useMe } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { NativeSelect } from "#components/ui/input.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { type Credential, RoleName, type UserRow } from "#server/accounts/schema.ts";
import { LoadState } from "./load-state.tsx";
import { NewUserDialog } from "./new-user.tsx";
import { ShownOnce } from "./shown-once.tsx";

const UserLine = ({ user, onPassword }: { user: UserRow; onPassword: (shown: Credential) => void }) => {
  const t = useTranslations("admin");
  const common = useTranslations("common");
  const formats = useFormats();
  const me = useMe();
  const trpc = useTRPC();
  const reason = useReason();
  const queries = useQueryClient();
  const onError = (error: { message: string }) => showToast({ text: reason(error), isError: true });
  const onSuccess = () => queries.invalidateQueries({ queryKey: trpc.accounts.pathKey() });
  const change = useMutation(trpc.accounts.users.change.mutationOptions({ onError, onSuccess }));
  const reset = useMutation(
    trpc.accounts.users.resetPassword.mutationOptions({ onError, onSuccess: onPassword }),
  );
  const mayChange = me.role === "admin" && user.id !== me.userId;
  const isBusy = change.isPending || reset.isPending;
  const depots = user.depotIds.map((id) => me.depots.find((depot) => depot.id === id)?.name ?? String(id));
  return (
    <tr className="max-md:flex max-md:flex-wrap max-md:items-center max-md:border-b max-md:py-1.5 md:[&>*]:border-b [&>*]:px-3 max-md:[&>*]:py-1 md:[&>*]:py-2">
      <th scope="row" className="min-w-44 break-words text-start font-normal max-md:basis-full">
        <span className="flex items-center gap-2 font-medium">
          {user.name}
          {user.banned ? <Badge tone="bad">{t("banned")}</Badge> : null}
          {user.id === me.userId ? <Badge>{t("you")}</Badge> : null}
        </span>
        <span className="text-muted text-xs">{user.email}</span>
      </th>
      <td>
        {mayChange ? (
          <NativeSelect
            aria-label={t("roleOf", { name: user.name })}
            value={user.role}
            disabled={isBusy}
            onChange={({ target }) => change.mutate({ id: user.id, role: RoleName.parse(target.value) })}
          >
            {RoleName.options.map((role) => (
              <option key={role} value={role}>
                {common(`role.${role}`)}
              </option>
            ))}
          </NativeSelect>
        ) : (
          common(`role.${user.role}`)
        )}
      </td>
      <td>
        {mayChange ? (
          <NativeSelect
            aria-label={t("depotsOf", { name: user.name })}
            className="max-w-44"
            value={user.depotIds.length > 1 ? "some" : (user.depotIds[0] ?? "")}
            disabled={isBusy}
            onChange={({ target }) =>
              change.mutate({ id: user.id, depotIds: target.value === "" ? [] : [Number(target.value)] })
            }
          >
            <option value="">{t("allDepots")}</option>
            {user.depotIds.length > 1 ? (
              <option value="some" disabled>
                {depots.join(", ")}
              </option>
            ) : null}
            {me.depots.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </NativeSelect>
        ) : (
          depots.join(", ") || t("allDepots")
        )}
      </td>
      <td className="whitespace-nowrap text-muted tabular-nums max-md:hidden">
        {user.leftAt === null ? t("neverIn") : formats.dateTime(user.leftAt)}
      </td>
      <td>
        {mayChange ? (
          <div className="flex justify-end gap-1">
            <Button size="sm" variant="ghost" disabled={isBusy} onClick={() => reset.mutate({ id: user.id })}>
              {t("reset")}
            </Button>
            <Button
              size="sm"
              variant={user.banned ? "secondary" : "danger"}
              disabled={isBusy}
              onClick={() => change.mutate({ id: user.id, banned: !user.banned })}
            >
              {t(user.banned ? "unban" : "ban")}
            </Button>
          </div>
        ) : null}
      </td>
    </tr>
  );
};

/** The users of the organisation: their role, their depots and their access. */
export const Users = () => {
  const t = useTranslations("admin");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { role } = useMe();
  const users = useQuery(trpc.accounts.users.list.queryOptions());
  const [isAdding, setIsAdding] = useState(false);
  const [shown, setShown] = useState<Credential | null>(null);
  return (
    <Card
      title={
        <>
          {t("tab.users")}
          {users.data ? (
            <span className="ms-2 font-normal text-muted tabular-nums">{users.data.length}</span>
          ) : null}
        </>
      }
      end={
        role === "admin" ? (
          <Button size="sm" variant="primary" onClick={() => setIsAdding(true)}>
            <Plus aria-hidden />
            {t("addUser")}
          </Button>
        ) : null
      }
      className="overflow-hidden"
    >
      {users.data ? (
        <ScrollBox className="overflow-x-auto" label={t("tab.users")}>
          <table className="w-full max-md:block">
            <thead className="text-muted text-xs max-md:sr-only">
              <tr className="[&>*]:border-b [&>th]:px-3 [&>th]:py-2 [&>th]:text-start [&>th]:font-medium">
                <th scope="col">{t("name")}</th>
                <th scope="col">{t("role")}</th>
                <th scope="col">{t("depots")}</th>
                <th scope="col">{t("lastVisit")}</th>
                <td />
              </tr>
            </thead>
            <tbody className="max-md:block">
              {users.data.map((user) => (
                <UserLine key={user.id} user={user} onPassword={setShown} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      ) : (
        <LoadState error={users.error} onRetry={() => void users.refetch()} />
      )}
      {isAdding ? (
        <NewUserDialog
          onClose={() => setIsAdding(false)}
          onMade={({ password, ...made }) => {
            setIsAdding(false);
            if (password === null) showToast({ text: t("admitted", { email: made.email }) });
            else setShown({ ...made, password });
            void queries.invalidateQueries({ queryKey: trpc.accounts.pathKey() });
          }}
        />
      ) : null}
      {shown ? (
        <ShownOnce
          title={t("signIn")}
          text={t("signInOf", { email: shown.email })}
          secret={shown.password}
          onClose={() => setShown(null)}
        />
      ) : null}
    </Card>
  );
};
