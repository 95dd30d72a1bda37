"use client";

import { ArrowUpRight, CircleHelp, CloudOff, RefreshCw, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { RealAge } from "#components/age.tsx";
import { FromMemory } from "#components/from-memory.tsx";
import { Link } from "#components/link.tsx";
import { useFormats } from "#components/me.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import type { AnswerPart } from "#server/ask/schema.ts";
import { AnswerFigures } from "./answer-figures.tsx";
import { AnswerPassages } from "./answer-passages.tsx";
import { AnswerReading } from "./answer-reading.tsx";
import { AnswerRows } from "./answer-rows.tsx";
import { withAlternative } from "./asked.ts";
import type { Answer } from "./use-answer.ts";

/** What a part of an answer can lead to. */
export type AnswerActions = {
  question: string;
  onAsk: (question: string) => void;
  onReading: (readingIndex: number) => void;
  onAgain: () => void;
};

const pickClass =
  "flex w-full items-start gap-3 rounded-lg border bg-surface px-4 py-3 text-start hover:border-line-strong hover:bg-hover";

const Choice = ({
  part,
  onReading,
}: {
  part: Extract<AnswerPart, { type: "choice" }>;
  onReading: (readingIndex: number) => void;
}) => {
  const t = useTranslations("ask");
  const formats = useFormats();
  return (
    <div className="flex flex-col gap-2">
      <h2 className="flex items-center gap-2 font-semibold text-base">
        <CircleHelp className="size-4 text-muted" aria-hidden />
        {t("choice")}
      </h2>
      {part.readings.map((reading, i) => (
        <button key={reading.words} type="button" className={pickClass} onClick={() => onReading(i)}>
          <span className="flex-1">
            <span className="block font-medium text-base first-letter:uppercase">{reading.words}</span>
            {reading.window ? (
              <span className="text-muted text-xs">
                {reading.window.label}, {reading.window.timeZone}
              </span>
            ) : null}
          </span>
          <span className="text-faint text-xs">{formats.share(reading.confidence)}</span>
        </button>
      ))}
    </div>
  );
};

const Refusal = ({
  part,
  onAsk,
}: {
  part: Extract<AnswerPart, { type: "refusal" }>;
  onAsk: (question: string) => void;
}) => {
  const t = useTranslations("ask");
  return (
    <div className="rounded-lg border bg-surface p-4">
      <h2 className="flex items-center gap-2 font-semibold text-base">
        <SearchX className="size-4 text-warn" aria-hidden />
        {t(`refusal.${part.reason}`)}
      </h2>
      <p className="mt-1 max-w-prose text-muted">{part.text}</p>
      {part.suggestions.length > 0 ? (
        <>
          <h3 className="mt-4 mb-2 text-muted text-xs">{t("suggestions")}</h3>
          <div className="flex flex-wrap gap-2">
            {part.suggestions.map((suggestion) => (
              <Button
                key={suggestion}
                className="h-auto min-h-8 whitespace-normal py-1 text-start"
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
  askedAtMs,
  onAgain,
}: {
  part: Extract<AnswerPart, { type: "done" }>;
  askedAtMs: number;
  onAgain: () => void;
}) => {
  const t = useTranslations("ask");
  const formats = useFormats();
  return (
    <footer className="flex flex-wrap items-center gap-x-2 gap-y-1 text-faint text-xs tabular-nums">
      <span>{t("asOf", { time: formats.dateTime(part.asOf) })}</span>
      <span>{t.rich("age", { age: () => <RealAge atMs={askedAtMs} /> })}</span>
      <span aria-hidden>·</span>
      <span>{t("rows", { count: part.rowCount })}</span>
      <span aria-hidden>·</span>
      <span>{t("took", { ms: formats.number(Math.max(1, Math.round(part.tookMs))) })}</span>
      <FromMemory keptAt={part.keptAt} />
      <Button variant="ghost" size="sm" className="ms-auto" onClick={onAgain}>
        <RefreshCw aria-hidden />
        {t("again")}
      </Button>
    </footer>
  );
};

/** An answer in the order of its parts, each shown as soon as it came. */
export const AnswerView = ({ answer, ...actions }: AnswerActions & { answer: Answer }) => {
  const t = useTranslations("ask");
  const href = useDepotHref();
  const { question, onAsk, onReading, onAgain } = actions;
  const { parts, status, error, askedAtMs } = answer;
  const reading = parts.find((part) => part.type === "reading")?.reading;
  const draw = (part: AnswerPart) => {
    switch (part.type) {
      case "reading":
        return (
          <AnswerReading
            reading={part.reading}
            onAlternative={(entity, alternative) =>
              onAsk(withAlternative(question, entity.text, alternative))
            }
          />
        );
      case "figures":
        return <AnswerFigures figures={part.figures} />;
      case "rows":
        return <AnswerRows part={part} plan={reading?.plan} />;
      case "passages":
        return <AnswerPassages part={part} />;
      case "text":
        return <p className="max-w-prose text-base">{part.text}</p>;
      case "link":
        return (
          <Link href={href(part.href)} prefetch={false} className={buttonClass({ className: "self-start" })}>
            {part.label}
            <ArrowUpRight aria-hidden />
          </Link>
        );
      case "choice":
        return <Choice part={part} onReading={onReading} />;
      case "refusal":
        return <Refusal part={part} onAsk={onAsk} />;
      case "done":
        return <Done part={part} askedAtMs={askedAtMs} onAgain={onAgain} />;
      case "error":
        return <Failed message={part.message} onAgain={onAgain} />;
    }
  };
  return (
    <div aria-live="polite" aria-busy={status === "asking"} className="flex flex-col gap-4">
      {parts.map((part, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts come in order and are never moved
        <div key={i} className="contents">
          {draw(part)}
        </div>
      ))}
      {status === "asking" ? (
        <div className="flex flex-col gap-3" role="status" aria-label={t("asking")}>
          {parts.length === 0 ? <Skeleton className="h-4 w-2/3" /> : null}
          <Skeleton className="h-16 w-full" />
        </div>
      ) : null}
      {status === "failed" ? <Failed message={error ?? ""} onAgain={onAgain} /> : null}
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
