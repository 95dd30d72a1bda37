"use client";

import { Copy, Link2, RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import type { AnswerPart, EditedPlan, Question, Reading } from "#server/ask/schema.ts";
import { answerText } from "./answer-text.ts";
import { AnswerVerdict } from "./answer-verdict.tsx";
import { askHref } from "./plan-edit.ts";
import { SaveReport } from "./save-report.tsx";
import { useCells } from "./use-cells.ts";

/** What can be done with a whole answer: judged, copied, linked to, kept as a report, asked again. */
export const AnswerBar = ({
  question,
  parts,
  reading,
  onEdit,
  onAgain,
}: {
  question: Question;
  parts: readonly AnswerPart[];
  /** The reading that was run; undefined where none was. */
  reading: Reading | undefined;
  onEdit: (edited: EditedPlan) => void;
  onAgain: () => void;
}) => {
  const t = useTranslations("ask");
  const context = useCells();
  const formats = useFormats();
  const href = useDepotHref();
  const { text } = question;
  const copy = async (what: string, done: string) => {
    try {
      await navigator.clipboard.writeText(what);
      showToast({ text: done });
    } catch {
      showToast({ text: t("copyFailed"), isError: true });
    }
  };
  const copyLink = () => copy(`${location.origin}${href(askHref(text, question))}`, t("linkCopied"));
  return (
    <div className="flex flex-wrap items-center gap-x-1 gap-y-1">
      <AnswerVerdict key={JSON.stringify(question)} question={question} reading={reading} onEdit={onEdit} />
      {reading ? (
        <>
          <Button
            variant="ghost"
            size="sm"
            onClick={() => void copy(answerText(text, parts, context, formats), t("answerCopied"))}
          >
            <Copy aria-hidden />
            {t("copyAnswer")}
          </Button>
          <Button variant="ghost" size="sm" onClick={() => void copyLink()}>
            <Link2 aria-hidden />
            {t("copyLink")}
          </Button>
          <SaveReport question={text} reading={reading} />
        </>
      ) : null}
      <Button variant="ghost" size="sm" className="ms-auto" onClick={onAgain}>
        <RefreshCw aria-hidden />
        {t("again")}
      </Button>
    </div>
  );
};
