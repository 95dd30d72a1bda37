"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Power } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats } from "#components/me.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { FlagDetail as Detail, FlagRow } from "#server/flags/view.schema.ts";
import { FlagBench } from "./flag-bench.tsx";
import { FlagEditor } from "./flag-editor.tsx";
import { ReleaseCard } from "./release-card.tsx";
import { useFlagChange } from "./use-flag-change.ts";

const KillSwitch = ({ flag, isOn }: { flag: string; isOn: boolean }) => {
  const t = useTranslations("flags");
  const { done, failed } = useFlagChange();
  const set = useMutation(useTRPC().flags.setOn.mutationOptions({ onError: failed }));
  const flip = () =>
    set.mutate(
      { key: flag, isOn: !isOn },
      { onSuccess: ({ auditId }) => done(t(isOn ? "killed" : "revived", { key: flag }), auditId) },
    );
  return (
    <Button variant={isOn ? "danger" : "primary"} size="sm" disabled={set.isPending} onClick={flip}>
      <Power aria-hidden />
      {t(isOn ? "kill" : "revive")}
    </Button>
  );
};

const Compiled = ({ detail }: { detail: Detail }) => {
  const t = useTranslations("flags");
  const { compiled, form } = detail;
  return (
    <Card title={t("compiled")} className="overflow-hidden">
      <p className="px-3 pt-2 text-muted text-xs">{t("mode", { mode: form.mode })}</p>
      <ScrollBox label={t("compiled")} className="max-h-72 overflow-auto px-3 py-2">
        <pre className="text-xs">{form.text === "" ? t("noRule") : form.text}</pre>
      </ScrollBox>
      <p className="border-t px-3 pt-2 text-muted text-xs">{t("plain")}</p>
      <ScrollBox label={t("plain")} className="max-h-72 overflow-auto px-3 py-2">
        <pre className="text-xs">{compiled}</pre>
      </ScrollBox>
    </Card>
  );
};

const History = ({ rows }: { rows: Detail["history"] }) => {
  const t = useTranslations("flags");
  const formats = useFormats();
  if (rows.length === 0) return null;
  return (
    <Card title={t("history")} className="overflow-hidden">
      <ul>
        {rows.map(({ id, action, changedBy, changedAt }) => (
          <li key={id} className="flex flex-wrap gap-x-3 border-b px-3 py-1.5 last:border-b-0">
            <span className="min-w-0 flex-1">{t("historyRow", { id, action, name: changedBy })}</span>
            <span className="text-muted text-xs">{formats.dateTime(changedAt)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
};

/** One flag: its switch, definition, releases, why it is what it is, its compiled form and its history. */
export const FlagDetail = ({ flag, row }: { flag: string; row: FlagRow | undefined }) => {
  const t = useTranslations("flags");
  const { mayChange } = useFlagChange();
  const detail = useQuery(useTRPC().flags.get.queryOptions({ key: flag }));
  const { data, error } = detail;
  if (data === undefined)
    return (
      <Card title={<code>{flag}</code>}>
        {error ? (
          <LoadFailed error={error} onRetry={() => void detail.refetch()} />
        ) : (
          <div className="p-4" aria-busy>
            <Skeleton className="w-1/2" />
          </div>
        )}
      </Card>
    );
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Card
        title={
          <span className="flex items-center gap-2">
            <code className="truncate">{flag}</code>
            {row ? <Badge tone={row.isOn ? "good" : "bad"}>{t(row.isOn ? "on" : "off")}</Badge> : null}
          </span>
        }
        end={row && mayChange ? <KillSwitch flag={flag} isOn={row.isOn} /> : undefined}
      >
        <FlagEditor key={data.text} detail={data} />
      </Card>
      <ReleaseCard detail={data} row={row} />
      <FlagBench flag={flag} version={data.version} />
      <Compiled detail={data} />
      <History rows={data.history} />
    </div>
  );
};
