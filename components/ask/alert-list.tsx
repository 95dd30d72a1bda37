"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell, BellRing } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import type { AlertRow, NoticeRow } from "#server/ask/proposal.schema.ts";

const MAX_NOTICES = 5;
// Alerts are counted each minute.
const REFRESH_MS = 60_000;

const Notice = ({
  notice,
  question,
  onAsk,
}: {
  notice: NoticeRow;
  /** What is asked by a click on it; null where the alert has ended. */
  question: string | null;
  onAsk: (question: string) => void;
}) => {
  const t = useTranslations("ask.alerts");
  const formats = useFormats();
  return (
    <li className="flex items-start gap-2.5 rounded-md border border-warn/50 bg-warn-soft px-3 py-2">
      <BellRing className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4">
        <p className="min-w-0 break-words first-letter:uppercase">{notice.words}</p>
        <p className="text-muted text-xs">
          {t("raised", { count: notice.count, time: formats.dateTime(notice.at) })}
        </p>
      </div>
      {question === null ? null : (
        <Button size="sm" onClick={() => onAsk(question)}>
          {t("look")}
        </Button>
      )}
    </li>
  );
};

const Alert = ({
  alert,
  isEnding,
  onEnd,
}: {
  alert: AlertRow;
  isEnding: boolean;
  onEnd: (id: number) => void;
}) => {
  const t = useTranslations("ask.alerts");
  return (
    <li className="flex items-start gap-2.5 px-3 py-1">
      <Bell className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="break-words first-letter:uppercase">{alert.words}</p>
        {alert.fault === null ? null : (
          <p className="text-bad text-xs">{t("fault", { reason: alert.fault })}</p>
        )}
      </div>
      <Button
        size="sm"
        variant="ghost"
        disabled={isEnding}
        aria-label={t("endOf", { words: alert.words })}
        onClick={() => onEnd(alert.id)}
      >
        {t("end")}
      </Button>
    </li>
  );
};

/** The alerts of a user that were raised within a day, and those that are being counted; nothing where there are none. */
export const AlertList = ({ onAsk }: { onAsk: (question: string) => void }) => {
  const t = useTranslations("ask.alerts");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reason = useReason();
  const notices = useQuery(trpc.ask.alerts.notices.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  const alerts = useQuery(trpc.ask.alerts.list.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  const end = useMutation(
    trpc.ask.alerts.end.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.ask.alerts.list.queryKey() }),
      onError: (error) => showToast({ text: reason(error), isError: true }),
    }),
  );
  const error = notices.error ?? alerts.error;
  if (error)
    return (
      <p role="alert" className="px-3 text-bad">
        {reason(error)}
      </p>
    );
  const raised = notices.data ?? [];
  const running = alerts.data ?? [];
  const questions = new Map(running.map(({ id, question }) => [id, question]));
  if (raised.length === 0 && running.length === 0) return null;
  return (
    <section aria-label={t("title")} className="flex flex-col gap-2">
      <h2 className="px-3 font-medium text-muted text-xs">{t("title")}</h2>
      {raised.length === 0 ? null : (
        <ul className="flex flex-col gap-1" aria-label={t("notices")}>
          {raised.slice(0, MAX_NOTICES).map((notice) => (
            <Notice
              key={notice.id}
              notice={notice}
              question={questions.get(notice.ruleId) ?? null}
              onAsk={onAsk}
            />
          ))}
        </ul>
      )}
      {running.length === 0 ? null : (
        <ul className="flex flex-col gap-1" aria-label={t("watched")}>
          {running.map((alert) => (
            <Alert key={alert.id} alert={alert} isEnding={end.isPending} onEnd={(id) => end.mutate({ id })} />
          ))}
        </ul>
      )}
    </section>
  );
};
