"use client";

import { useTranslations } from "next-intl";
import { FromMemory } from "#components/from-memory.tsx";
import { SearchHits } from "#components/search/search-hits.tsx";
import type { AnswerPart } from "#server/ask/schema.ts";

/** What people wrote, cited: which kind of record, where, when, by whom, with the words marked and the way to it. */
export const AnswerPassages = ({ part }: { part: Extract<AnswerPart, { type: "passages" }> }) => {
  const t = useTranslations("ask");
  return (
    <section className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-x-2 text-muted text-xs">
        {t("passages", { count: part.hits.length })}
        <FromMemory keptAt={part.keptAt} />
      </p>
      <SearchHits hits={part.hits} />
    </section>
  );
};
