"use client";

import { ArrowUpRight, CircleHelp, CloudOff, Download, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { RealAge } from "#components/age.tsx";
import { FromMemory } from "#components/from-memory.tsx";
import { Link } from "#components/link.tsx";
import { useFormats } from "#components/me.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import { ASK_STEPS, type AskStep } from "#server/ask/plan-names.schema.ts";
import type { AnswerPart, EditedPlan, Question, Reading } from "#server/ask/schema.ts";
import { AnswerBar } from "./answer-bar.tsx";
import { AnswerFigures } from "./answer-figures.tsx";
import { AnswerPassages } from "./answer-passages.tsx";
import { AnswerProposal } from "./answer-proposal.tsx";
import { AnswerReading } from "./answer-reading.tsx";
import { AnswerRows, type View } from "./answer-rows.tsx";
import { AnswerWhy } from "./answer-why.tsx";
import { withAlternative } from "./asked.ts";
import { type Answer, useHeldAnswer } from "./use-answer.ts";

/** What a part of an answer can lead to. */
export type AnswerActions = {
  question: Question;
  onAsk: (question: string) => void;
  onReading: (readingIndex: number) => void;
  onAgain: () => void;
  /** Runs a plan that was changed; null goes back to what the words say. */
  onEdit: (edited: EditedPlan | null) => void;
  /** How rows are shown, where it was chosen. */
  view: View | null;
  onView: (view: View) => void;
};

const pickClass =
  "flex w-full items-baseline gap-3 rounded-lg border bg-surface px-4 py-3 text-start hover:border-line-strong hover:bg-hover";

/** A reading that the asker may have run. */
const Offer = ({ reading, onPick }: { reading: Reading; onPick: () => void }) => {
  const t = useTranslations("ask");
  const formats = useFormats();
  return (
    <button type="button" className={pickClass} onClick={onPick}>
      <span className="flex-1">
        <span className="block font-medium text-base first-letter:uppercase">{reading.words}</span>
        {reading.window ? (
          <span className="text-muted text-xs">
            {reading.window.label}, {reading.window.timeZone}
          </span>
        ) : null}
      </span>
      <span className="text-muted text-xs">
        {t("confidence", { share: formats.share(reading.confidence) })}
      </span>
    </button>
  );
};

const Choice = ({
  part,
  onReading,
}: {
  part: Extract<AnswerPart, { type: "choice" }>;
  onReading: (readingIndex: number) => void;
}) => {
  const t = useTranslations("ask");
  return (
    <div className="flex flex-col gap-2">
      <h2 className="flex items-center gap-2 font-semibold text-base">
        <CircleHelp className="size-4 text-muted" aria-hidden />
        {t("choice")}
      </h2>
      <ul aria-label={t("choice")} className="flex flex-col gap-2">
        {part.readings.map((reading, i) => (
          <li key={reading.words}>
            <Offer reading={reading} onPick={() => onReading(i)} />
          </li>
        ))}
      </ul>
    </div>
  );
};

const Refusal = ({
  part,
  onAsk,
  onReading,
}: Pick<AnswerActions, "onAsk" | "onReading"> & {
  part: Extract<AnswerPart, { type: "refusal" }>;
}) => {
  const t = useTranslations("ask");
  return (
    <div className="rounded-lg border bg-surface p-4">
      <h2 className="flex items-center gap-2 font-semibold text-base">
        <SearchX className="size-4 text-warn" aria-hidden />
        {t(`refusal.${part.reason}`)}
      </h2>
      <p className="mt-1 max-w-prose text-muted">{part.text}</p>
      {part.without ? (
        <>
          <h3 className="mt-4 mb-2 text-muted text-xs">{t("without")}</h3>
          <Offer reading={part.without} onPick={() => onReading(0)} />
        </>
      ) : null}
      {part.suggestions.length > 0 ? (
        <>
          <h3 className="mt-4 mb-2 text-muted text-xs">{t("suggestions")}</h3>
          <div className="flex flex-wrap gap-2">
            {part.suggestions.map((suggestion) => (
              <Button
                key={suggestion}
                className="h-auto min-h-8 max-w-full shrink whitespace-normal py-1 text-start"
                onClick={() => onAsk(suggestion)}
              >
                {suggestion}
              </Button>
            ))}
          </div>
        </>
      ) : null}
    </div>
  );
};

const Done = ({
  part,
  parts,
  askedAtMs,
  question,
  onAgain,
  onEdit,
}: Pick<AnswerActions, "question" | "onAgain" | "onEdit"> & {
  part: Extract<AnswerPart, { type: "done" }>;
  parts: readonly AnswerPart[];
  askedAtMs: number;
}) => {
  const t = useTranslations("ask");
  const formats = useFormats();
  const reading = parts.find((one) => one.type === "reading")?.reading;
  const hasAnswer = !parts.some(({ type }) => type === "refusal" || type === "choice");
  return (
    <>
      {reading ? <AnswerWhy reading={reading} done={part} /> : null}
      <AnswerBar
        question={question}
        parts={parts}
        reading={hasAnswer ? reading : undefined}
        onEdit={onEdit}
        onAgain={onAgain}
      />
      <footer className="flex flex-wrap items-center gap-x-2 gap-y-1 text-faint text-xs tabular-nums">
        <span>{t("asOf", { time: formats.dateTime(part.asOf) })}</span>
        <span>{t.rich("age", { age: () => <RealAge atMs={askedAtMs} /> })}</span>
        {/* Two readings to be picked from have no rows yet. */}
        {parts.some(({ type }) => type === "choice") ? null : (
          <>
            <span aria-hidden>·</span>
            <span>{t("rows", { count: part.rowCount })}</span>
          </>
        )}
        <span aria-hidden>·</span>
        <span>{t("took", { ms: formats.number(Math.max(1, Math.round(part.tookMs))) })}</span>
        <FromMemory keptAt={part.keptAt} />
      </footer>
    </>
  );
};

/** An answer in the order of its parts, each shown as soon as it came. */
export const AnswerView = ({ answer: newest, ...actions }: AnswerActions & { answer: Answer | null }) => {
  const t = useTranslations("ask");
  const href = useDepotHref();
  const { question, onAsk, onReading, onAgain, onEdit, view, onView } = actions;
  const { text } = question;
  const { shown, isStale } = useHeldAnswer(newest, text);
  if (shown === null) return <Waiting step={newest?.step ?? null} />;
  const { parts, status, error, askedAtMs } = shown;
  const reading = parts.find((part) => part.type === "reading")?.reading;
  const draw = (part: AnswerPart) => {
    switch (part.type) {
      case "reading":
        return (
          <AnswerReading
            reading={part.reading}
            onAlternative={(entity, alternative) => onAsk(withAlternative(text, entity.text, alternative))}
            onEdit={onEdit}
            onReset={() => onEdit(null)}
          />
        );
      case "figures":
        // How many rows a list has stands over the rows.
        return reading?.plan.kind === "list" && part.figures.length === 1 ? null : (
          <AnswerFigures figures={part.figures} />
        );
      case "rows":
        return <AnswerRows part={part} plan={reading?.plan} chosen={view} onView={onView} />;
      case "passages":
        return <AnswerPassages part={part} />;
      case "text":
        return <p className="max-w-prose text-base">{part.text}</p>;
      case "proposal":
        return <AnswerProposal part={part} />;
      case "link":
        // A file is no page: it is fetched by the browser itself.
        if (part.href.startsWith("/api/"))
          return (
            <a href={part.href} download className={buttonClass({ className: "self-start" })}>
              {part.label}
              <Download aria-hidden />
            </a>
          );
        return (
          <Link href={href(part.href)} prefetch={false} className={buttonClass({ className: "self-start" })}>
            {part.label}
            <ArrowUpRight aria-hidden />
          </Link>
        );
      case "choice":
        return <Choice part={part} onReading={onReading} />;
      case "refusal":
        return <Refusal part={part} onAsk={onAsk} onReading={onReading} />;
      case "done":
        return (
          <Done
            part={part}
            parts={parts}
            askedAtMs={askedAtMs}
            question={question}
            onAgain={onAgain}
            onEdit={onEdit}
          />
        );
      case "error":
        return <Failed message={part.message} onAgain={onAgain} />;
    }
  };
  return (
    <div
      aria-live="polite"
      aria-busy={isStale || status === "asking"}
      className="relative flex flex-col gap-4"
    >
      {/* Above the plan, where nothing has to move for it; the plan itself stays as clear as it can be changed. */}
      {isStale ? (
        <p
          role="status"
          className="absolute start-0 -top-5 inline-flex items-center gap-1.5 text-muted text-xs leading-5"
        >
          <span aria-hidden className="size-2 animate-pulse rounded-full bg-accent" />
          {t("updating")}
        </p>
      ) : null}
      {parts.map((part, i) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: parts come in order and are never moved
          key={i}
          className={isStale && part.type !== "reading" ? "flex flex-col gap-4 opacity-60" : "contents"}
        >
          {draw(part)}
        </div>
      ))}
      {status === "asking" ? <Waiting step={shown.step} hasReading={parts.length > 0} /> : null}
      {status === "failed" ? <Failed message={error ?? ""} onAgain={onAgain} /> : null}
    </div>
  );
};

/** What the server is at, of the steps an answer takes. */
const Waiting = ({ step, hasReading = false }: { step: AskStep | null; hasReading?: boolean }) => {
  const t = useTranslations("ask");
  const at = step === null ? -1 : ASK_STEPS.indexOf(step);
  return (
    <div className="flex flex-col gap-3" role="status" aria-label={t("asking")}>
      <ol aria-label={t("progress")} className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {ASK_STEPS.map((one, i) => (
          <li
            key={one}
            aria-current={i === at ? "step" : undefined}
            className={cn("inline-flex items-center gap-1.5", i === at ? "text-ink" : "text-muted")}
          >
            <span
              aria-hidden
              className={cn(
                "size-2 rounded-full",
                i < at ? "bg-good-dot" : i === at ? "animate-pulse bg-accent" : "bg-idle-dot opacity-40",
              )}
            />
            {t(`steps.${one}`)}
          </li>
        ))}
      </ol>
      {hasReading ? null : <Skeleton className="h-4 w-2/3" />}
      <Skeleton className="h-16 w-full" />
    </div>
  );
};

const Failed = ({ message, onAgain }: { message: string; onAgain: () => void }) => {
  const t = useTranslations("ask");
  const common = useTranslations("common");
  return (
    <StatePanel
      icon={CloudOff}
      title={t("failed")}
      isAlert
      className="rounded-lg border bg-surface py-10"
      action={<Button onClick={onAgain}>{common("retry")}</Button>}
    >
      {message}
    </StatePanel>
  );
};
