"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { ThumbsDown, ThumbsUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import { PopButton } from "#components/ui/pop-button.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { EditedPlan, QueryPlan, Question, Reading } from "#server/ask/schema.ts";

type Correction = { meant: Reading | null; correction: string | null };

const READINGS_MS = 60_000;

const WhatElse = ({
  question,
  plan,
  onSend,
}: {
  question: Question;
  plan: QueryPlan | null;
  onSend: (said: Correction) => void;
}) => {
  const t = useTranslations("ask");
  const trpc = useTRPC();
  const [text, setText] = useState("");
  const { text: words, depotIds } = question;
  const readings = useQuery(
    trpc.ask.readings.queryOptions(
      { text: words, ...(depotIds === undefined ? {} : { depotIds }) },
      { staleTime: READINGS_MS },
    ),
  );
  const own = JSON.stringify(plan);
  const others = (readings.data ?? []).filter((reading) => JSON.stringify(reading.plan) !== own);
  return (
    <form
      className="flex flex-col gap-2 p-1"
      onSubmit={(event) => {
        event.preventDefault();
        const correction = text.trim();
        onSend({ meant: null, correction: correction === "" ? null : correction });
      }}
    >
      <p className="px-1 font-semibold">{t("verdict.what")}</p>
      {readings.isPending ? <Skeleton className="mx-1 w-2/3" /> : null}
      {others.map((reading) => (
        <button
          key={reading.words}
          type="button"
          className="rounded-md border px-2 py-1.5 text-start first-letter:uppercase hover:bg-hover"
          onClick={() => onSend({ meant: reading, correction: null })}
        >
          {reading.words}
        </button>
      ))}
      <label className="flex flex-col gap-1 px-1 text-muted text-xs">
        {others.length > 0 ? t("verdict.orSay") : t("verdict.say")}
        <textarea
          value={text}
          rows={3}
          maxLength={500}
          onChange={({ target }) => setText(target.value)}
          className="resize-y rounded-md border border-line-strong bg-surface px-2.5 py-1.5 text-ink text-sm max-sm:text-base"
        />
      </label>
      <Button type="submit" variant="primary" size="sm" className="self-end">
        {t("verdict.send")}
      </Button>
    </form>
  );
};

/** Whether the answer is what was meant: a thumb up, or a thumb down with what was meant instead. */
export const AnswerVerdict = ({
  question,
  reading,
  onEdit,
}: {
  question: Question;
  reading: Reading | undefined;
  onEdit: (edited: EditedPlan) => void;
}) => {
  const t = useTranslations("ask");
  const trpc = useTRPC();
  const reason = useReason();
  const save = useMutation(
    trpc.ask.examples.save.mutationOptions({
      onError: (error) => showToast({ text: reason(error), isError: true }),
    }),
  );
  const remove = useMutation(
    trpc.ask.examples.remove.mutationOptions({
      onSuccess: () => save.reset(),
      onError: (error) => showToast({ text: reason(error), isError: true }),
    }),
  );
  const plan = reading?.plan ?? null;
  const judge = (verdict: "up" | "down", { meant, correction }: Correction) =>
    save.mutate(
      {
        question: question.text,
        plan,
        reader: reading?.reader ?? "rules",
        verdict,
        meant: meant?.plan ?? null,
        correction,
      },
      {
        onSuccess: ({ id }) => {
          showToast({
            text: t("verdict.thanks"),
            action: { label: t("verdict.takeBack"), onClick: () => remove.mutate({ id }) },
          });
          if (meant !== null) onEdit({ plan: meant.plan, span: meant.span });
        },
      },
    );
  const given = save.isSuccess ? save.variables.verdict : null;
  return (
    <fieldset className="base:inline-flex" disabled={save.isPending}>
      <legend className="sr-only">{t("verdict.title")}</legend>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={t("verdict.up")}
        title={t("verdict.up")}
        aria-pressed={given === "up"}
        className="aria-pressed:text-good"
        onClick={() => judge("up", { meant: null, correction: null })}
      >
        <ThumbsUp />
      </Button>
      <PopButton
        variant="ghost"
        size="icon-sm"
        aria-label={t("verdict.down")}
        title={t("verdict.down")}
        aria-pressed={given === "down"}
        className="aria-pressed:text-bad"
        label={t("verdict.what")}
        align="end"
        panelClassName="w-80"
        panel={(close) => (
          <WhatElse
            question={question}
            plan={plan}
            onSend={(said) => {
              close();
              judge("down", said);
            }}
          />
        )}
      >
        <ThumbsDown />
      </PopButton>
    </fieldset>
  );
};
