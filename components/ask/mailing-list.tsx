"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Mail } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import type { MailingRow } from "#server/ask/proposal.schema.ts";

const Mailing = ({
  mailing,
  isEnding,
  onEnd,
}: {
  mailing: MailingRow;
  isEnding: boolean;
  onEnd: (id: number) => void;
}) => {
  const t = useTranslations("ask.mailings");
  const formats = useFormats();
  return (
    <li className="flex items-start gap-2.5 px-3 py-1">
      <Mail className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="break-words first-letter:uppercase">{mailing.words}</p>
        <p className="text-muted text-xs">
          {t("due", { time: formats.dateTime(mailing.dueAt) })}
          {mailing.sentAt === null ? null : ` · ${t("sent", { time: formats.dateTime(mailing.sentAt) })}`}
        </p>
        {mailing.fault === null ? null : (
          <p className="text-bad text-xs">{t("fault", { reason: mailing.fault })}</p>
        )}
      </div>
      <Button
        size="sm"
        variant="ghost"
        disabled={isEnding}
        aria-label={t("endOf", { words: mailing.words })}
        onClick={() => onEnd(mailing.id)}
      >
        {t("end")}
      </Button>
    </li>
  );
};

/** The reports that go out by mail for a user, each with when it is due; nothing where there are none. */
export const MailingList = () => {
  const t = useTranslations("ask.mailings");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reason = useReason();
  const mailings = useQuery(trpc.ask.mailings.list.queryOptions());
  const end = useMutation(
    trpc.ask.mailings.end.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: trpc.ask.mailings.list.queryKey() }),
      onError: (error) => showToast({ text: reason(error), isError: true }),
    }),
  );
  if (mailings.error)
    return (
      <p role="alert" className="px-3 text-bad">
        {reason(mailings.error)}
      </p>
    );
  const running = mailings.data ?? [];
  if (running.length === 0) return null;
  return (
    <section aria-label={t("title")} className="flex flex-col gap-2">
      <h2 className="px-3 font-medium text-muted text-xs">{t("title")}</h2>
      <ul className="flex flex-col gap-1">
        {running.map((mailing) => (
          <Mailing
            key={mailing.id}
            mailing={mailing}
            isEnding={end.isPending}
            onEnd={(id) => end.mutate({ id })}
          />
        ))}
      </ul>
    </section>
  );
};
