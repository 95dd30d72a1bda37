"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { LabelledInput } from "#components/ui/input.tsx";
import { StatePanel } from "#components/ui/states.tsx";
import { ApiScope } from "#server/accounts/schema.ts";
import { LoadState } from "./load-state.tsx";
import { ShownOnce } from "./shown-once.tsx";

/** The keys by which other systems write telemetry or search: made, shown once, and revoked. */
export const ApiKeys = () => {
  const t = useTranslations("admin");
  const formats = useFormats();
  const trpc = useTRPC();
  const reason = useReason();
  const queries = useQueryClient();
  const keys = useQuery(trpc.accounts.apiKeys.list.queryOptions());
  const [secret, setSecret] = useState<string | null>(null);
  const onError = (error: { message: string }) => showToast({ text: reason(error), isError: true });
  const refresh = () => queries.invalidateQueries({ queryKey: trpc.accounts.pathKey() });
  const create = useMutation(
    trpc.accounts.apiKeys.create.mutationOptions({
      onError,
      onSuccess: ({ key }) => {
        setSecret(key);
        void refresh();
      },
    }),
  );
  const revoke = useMutation(trpc.accounts.apiKeys.revoke.mutationOptions({ onError, onSuccess: refresh }));
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const scopes = ApiScope.options.filter((scope) => form.getAll("scope").includes(scope));
    const name = String(form.get("name")).trim();
    if (name === "" || scopes.length === 0) return showToast({ text: t("keyNeeds"), isError: true });
    create.mutate({ name, scopes });
    event.currentTarget.reset();
  };
  return (
    <Card title={t("tab.keys")} className="overflow-hidden">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-3 border-b p-3">
        <div className="w-64">
          <LabelledInput label={t("keyName")} name="name" required maxLength={120} autoComplete="off" />
        </div>
        {ApiScope.options.map((scope) => (
          <label key={scope} className="flex h-8 items-center gap-2">
            <input
              type="checkbox"
              name="scope"
              value={scope}
              defaultChecked={scope === "telemetry:write"}
              className="size-4 accent-accent"
            />
            <code>{scope}</code>
          </label>
        ))}
        <Button type="submit" variant="primary" disabled={create.isPending}>
          <Plus aria-hidden />
          {t("makeKey")}
        </Button>
      </form>
      {keys.data === undefined ? (
        <LoadState error={keys.error} onRetry={() => void keys.refetch()} />
      ) : keys.data.length === 0 ? (
        <StatePanel icon={KeyRound} title={t("noKeys")}>
          {t("noKeysBody")}
        </StatePanel>
      ) : (
        <ul>
          {keys.data.map((key) => (
            <li
              key={key.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-3 py-2 last:border-b-0"
            >
              <span className="min-w-40 flex-1">
                <span className="block font-medium">{key.name}</span>
                <code className="text-muted text-xs">{key.prefix}…</code>
              </span>
              <span className="flex gap-1">
                {key.scopes.map((scope) => (
                  <Badge key={scope}>{scope}</Badge>
                ))}
              </span>
              <span className="text-muted text-xs tabular-nums">
                {key.lastUsedAt === null
                  ? t("neverUsed")
                  : t("lastUsed", { time: formats.dateTime(key.lastUsedAt) })}
              </span>
              {key.revokedAt === null ? (
                <Button
                  size="sm"
                  variant="danger"
                  disabled={revoke.isPending}
                  onClick={() => revoke.mutate({ id: key.id })}
                >
                  {t("revoke")}
                </Button>
              ) : (
                <Badge tone="bad">{t("revoked")}</Badge>
              )}
            </li>
          ))}
        </ul>
      )}
      {secret === null ? null : (
        <ShownOnce
          title={t("newKey")}
          text={t("newKeyText")}
          secret={secret}
          onClose={() => setSecret(null)}
        />
      )}
    </Card>
  );
};
