"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormats } from "#components/me.tsx";
import { Button } from "#components/ui/button.tsx";
import type { NotedChange } from "#server/platform/noted-change.schema.ts";

const FIRST = 5;

/** The changes that are drawn through a chart, in words, newest first: who changed what, and when. */
export const MeterMarks = ({ marks }: { marks: readonly NotedChange[] }) => {
  const t = useTranslations("performance.marks");
  const formats = useFormats();
  const [isWhole, setIsWhole] = useState(false);
  if (marks.length === 0) return <p className="text-muted text-xs">{t("none")}</p>;
  const newestFirst = [...marks].reverse();
  const shown = isWhole ? newestFirst : newestFirst.slice(0, FIRST);
  return (
    <section aria-label={t("title")}>
      <h3 className="pb-1 text-muted text-xs">{t("count", { count: marks.length })}</h3>
      <ul className="flex flex-col text-xs">
        {shown.map(({ id, at, actor, action, entityId }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-3 border-b py-1 last:border-b-0">
            <time dateTime={at} className="text-muted tabular-nums">
              {formats.dateTime(at)}
            </time>
            <span className="min-w-0 break-words">
              {action} {entityId}
            </span>
            <span className="ms-auto text-muted">{actor}</span>
          </li>
        ))}
      </ul>
      {marks.length > FIRST ? (
        <Button variant="ghost" size="sm" aria-expanded={isWhole} onClick={() => setIsWhole((now) => !now)}>
          {t(isWhole ? "fewer" : "all", { count: marks.length })}
        </Button>
      ) : null}
    </section>
  );
};
