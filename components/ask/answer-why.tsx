"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { RealAge } from "#components/age.tsx";
import { useFormats } from "#components/me.tsx";
import { cn } from "#components/ui/cn.ts";
import type { AnswerPart, Reading } from "#server/ask/schema.ts";

const TONES: Readonly<Record<Reading["trace"][number]["as"], string>> = {
  time: "border-info-dot",
  comparison: "border-info-dot",
  name: "border-accent",
  number: "border-warn-dot",
  word: "border-good-dot",
  filler: "border-transparent text-muted",
  aside: "border-bad-dot",
};

/** Why an answer is what it is: each word and what was made of it, the window, what was read, when, by whom and how fast. */
export const AnswerWhy = ({
  reading,
  done,
}: {
  reading: Reading;
  done: Extract<AnswerPart, { type: "done" }>;
}) => {
  const t = useTranslations("ask");
  const formats = useFormats();
  const { trace, window, entities, sources, reader } = reading;
  const facts = [
    ...(window
      ? [
          {
            name: t("why.window"),
            text: `${window.label} · ${formats.dateTime(window.from)} – ${formats.dateTime(window.to)} · ${window.timeZone}`,
          },
        ]
      : []),
    ...(entities.length > 0
      ? [
          {
            name: t("why.names"),
            text: entities.map(({ text, kind, name }) => `“${text}” → ${kind} ${name}`).join(", "),
          },
        ]
      : []),
    ...(sources.length > 0
      ? [
          {
            name: t("why.sources"),
            text: t("why.sourcesAt", { sources: sources.join(", "), time: formats.dateTime(done.asOf) }),
          },
        ]
      : []),
    { name: t("why.reader"), text: t(`why.readers.${reader}`) },
    { name: t("why.took"), text: t("took", { ms: formats.number(Math.max(1, Math.round(done.tookMs))) }) },
  ];
  return (
    <details className="group rounded-lg border bg-surface">
      <summary className="flex min-h-9 cursor-pointer select-none items-center gap-1.5 rounded-lg px-3 text-muted text-xs hover:text-ink">
        <ChevronRight
          className="size-4 transition-transform group-open:rotate-90 rtl:rotate-180 rtl:group-open:rotate-90"
          aria-hidden
        />
        {t("why.title")}
      </summary>
      <div className="flex flex-col gap-3 border-t px-3 py-3">
        {trace.length > 0 ? (
          <ul aria-label={t("why.words")} className="flex flex-wrap gap-x-3 gap-y-2">
            {trace.map(({ text, as, meaning }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the words of a question never move
              <li key={i} className="flex flex-col">
                <span className={cn("self-start border-b-2 pb-0.5", TONES[as])}>{text}</span>
                <span className="text-muted text-xs">
                  {meaning === "" ? t(`why.as.${as}`) : `${t(`why.as.${as}`)}: ${meaning}`}
                </span>
              </li>
            ))}
          </ul>
        ) : null}
        <dl className="grid gap-x-4 gap-y-1 text-xs sm:grid-cols-[8rem_1fr]">
          {facts.map(({ name, text }) => (
            <div key={name} className="contents">
              <dt className="text-muted max-sm:mt-1">{name}</dt>
              <dd className="min-w-0 break-words tabular-nums">{text}</dd>
            </div>
          ))}
          <div className="contents">
            <dt className="text-muted max-sm:mt-1">{t("why.memory")}</dt>
            <dd>
              {done.keptAt === null
                ? t("why.fresh")
                : t.rich("why.kept", { age: () => <RealAge atMs={Date.parse(done.keptAt ?? "")} /> })}
            </dd>
          </div>
        </dl>
      </div>
    </details>
  );
};
