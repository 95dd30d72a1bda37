"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ArrowRight, CircleCheck, ClipboardCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { Link } from "#components/link.tsx";
import { useReason } from "#components/reason.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { DRAFT_LIFE_MINUTES } from "#server/ask/proposal.schema.ts";
import type { AnswerPart } from "#server/ask/schema.ts";

/** Something a question proposed: nothing of it is done before the click that confirms it. */
export const AnswerProposal = ({ part }: { part: Extract<AnswerPart, { type: "proposal" }> }) => {
  const t = useTranslations("ask.proposal");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reason = useReason();
  const { draftId, words } = part;
  const confirm = useMutation(
    trpc.ask.drafts.confirm.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: trpc.ask.alerts.list.queryKey() });
        await queries.invalidateQueries({ queryKey: trpc.ask.mailings.list.queryKey() });
      },
    }),
  );
  const dismiss = useMutation(trpc.ask.drafts.dismiss.mutationOptions());
  const error = confirm.error ?? dismiss.error;
  const isBusy = confirm.isPending || dismiss.isPending;
  return (
    <section className="flex flex-col gap-3 rounded-lg border bg-surface p-4" aria-label={t("title")}>
      <h2 className="flex items-center gap-2 font-semibold text-base">
        <ClipboardCheck className="size-4 text-muted" aria-hidden />
        {t("title")}
      </h2>
      <p className="max-w-prose first-letter:uppercase">{words}</p>
      {confirm.data ? (
        <p className="flex flex-wrap items-center gap-3" role="status">
          <span className="flex items-center gap-2">
            <CircleCheck className="size-4 shrink-0 text-good" aria-hidden />
            {t("confirmed", { words: confirm.data.words })}
          </span>
          <Link href={confirm.data.href} prefetch={false} className={buttonClass({})}>
            {t("open")}
            <ArrowRight aria-hidden />
          </Link>
        </p>
      ) : dismiss.isSuccess ? (
        <p role="status" className="text-muted">
          {t("dismissed")}
        </p>
      ) : draftId === null ? null : (
        <>
          <p className="text-muted">{t("waits", { minutes: DRAFT_LIFE_MINUTES })}</p>
          <div className="flex flex-wrap gap-2">
            <Button variant="primary" disabled={isBusy} onClick={() => confirm.mutate({ id: draftId })}>
              {t("confirm")}
            </Button>
            <Button variant="ghost" disabled={isBusy} onClick={() => dismiss.mutate({ id: draftId })}>
              {t("dismiss")}
            </Button>
          </div>
        </>
      )}
      {error ? (
        <p role="alert" className="text-bad">
          {reason(error)}
        </p>
      ) : null}
    </section>
  );
};
