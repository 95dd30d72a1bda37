"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Bookmark } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import { LabelledInput } from "#components/ui/input.tsx";
import { PopButton } from "#components/ui/pop-button.tsx";
import type { Reading } from "#server/ask/schema.ts";

const MAX_NAME = 80;

const Form = ({
  question,
  reading,
  onSaved,
}: {
  question: string;
  reading: Reading;
  onSaved: () => void;
}) => {
  const t = useTranslations("ask");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reason = useReason();
  const [name, setName] = useState(question.slice(0, MAX_NAME));
  const [isShared, setIsShared] = useState(false);
  const save = useMutation(
    trpc.ask.reports.save.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: trpc.ask.reports.list.queryKey() });
        showToast({ text: t("report.saved", { name: name.trim() }) });
        onSaved();
      },
    }),
  );
  return (
    <form
      className="flex flex-col gap-3 p-1"
      onSubmit={(event) => {
        event.preventDefault();
        const { plan, span } = reading;
        save.mutate({ name: name.trim(), question, plan, span, isShared });
      }}
    >
      <LabelledInput
        label={t("report.name")}
        value={name}
        maxLength={MAX_NAME}
        onChange={({ target }) => setName(target.value)}
        onFocus={({ target }) => target.select()}
      />
      <label className="flex items-center gap-2">
        <input
          type="checkbox"
          checked={isShared}
          onChange={({ target }) => setIsShared(target.checked)}
          className="accent-accent"
        />
        {t("report.share")}
      </label>
      {reading.span?.kind === "named" ? (
        <p className="text-muted text-xs">{t("report.moves", { span: t(`span.${reading.span.name}`) })}</p>
      ) : null}
      {save.error ? (
        <p role="alert" className="text-bad text-xs">
          {reason(save.error)}
        </p>
      ) : null}
      <Button
        type="submit"
        variant="primary"
        size="sm"
        className="self-end"
        disabled={name.trim() === "" || save.isPending}
      >
        {t("report.save")}
      </Button>
    </form>
  );
};

/** Keeps the plan of an answer under a name, to be run anew whenever it is opened. */
export const SaveReport = ({ question, reading }: { question: string; reading: Reading }) => {
  const t = useTranslations("ask");
  return (
    <PopButton
      variant="ghost"
      size="sm"
      label={t("report.saveAs")}
      align="end"
      panelClassName="w-80"
      panel={(close) => <Form question={question} reading={reading} onSaved={close} />}
    >
      <Bookmark aria-hidden />
      {t("report.saveAs")}
    </PopButton>
  );
};
