"use client";

import { Power, RefreshCw, Search, SearchX, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { FromMemory } from "#components/from-memory.tsx";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats } from "#components/me.tsx";
import { useDepot } from "#components/shell/use-depot.ts";
import { Button } from "#components/ui/button.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import { useTyped } from "#components/use-typed.ts";
import { MAX_SEARCH_TEXT } from "#server/vector/schema.ts";
import { SearchFilters } from "./search-filters.tsx";
import { moveAmongHits, SearchHits } from "./search-hits.tsx";
import { queryOf, type SearchInput, useSearchUrl } from "./search-url.ts";
import { useSearch, useSearchState } from "./use-search.ts";

const STEP = 20;
const MOST = 50;

const Field = ({ value, onChange }: { value: string; onChange: (text: string) => void }) => {
  const t = useTranslations("search");
  const [text, setText] = useTyped(value, onChange);
  return (
    <search>
      <form
        className="relative"
        onSubmit={(event) => {
          event.preventDefault();
          onChange(text);
        }}
      >
        <Search className="pointer-events-none absolute start-3.5 top-3.5 size-5 text-muted" aria-hidden />
        <input
          type="search"
          data-list-search
          // biome-ignore lint/a11y/noAutofocus: the page is this one field
          autoFocus={value === ""}
          value={text}
          maxLength={MAX_SEARCH_TEXT}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={moveAmongHits}
          aria-label={t("field")}
          placeholder={t("placeholder")}
          autoComplete="off"
          enterKeyHint="search"
          className="h-12 w-full rounded-lg border border-line-strong bg-surface text-ellipsis ps-11 pe-4 text-base text-ink shadow-sm placeholder:text-faint"
        />
      </form>
    </search>
  );
};

const Waiting = ({ label }: { label: string }) => (
  <div role="status" aria-label={label} aria-busy className="flex flex-col gap-4 py-2">
    {["w-1/3", "w-2/3", "w-1/2", "w-3/5"].map((width) => (
      <Skeleton key={width} className={`h-4 ${width}`} />
    ))}
  </div>
);

const Results = ({ query }: { query: SearchInput }) => {
  const t = useTranslations("search");
  const formats = useFormats();
  const [limit, setLimit] = useState(STEP);
  const found = useSearch(useMemo(() => ({ ...query, limit }), [query, limit]));
  const { data, error } = found;
  if (error) return <LoadFailed error={error} onRetry={() => void found.refetch()} title={t("failed")} />;
  if (data === undefined) return <Waiting label={t("searching")} />;
  const { hits, hasMore, source, stage, tookMs, keptAt } = data;
  const isWhole = !found.isFetching && !found.isPlaceholderData;
  return (
    <>
      {source.isDegraded ? (
        <p role="status" className="flex gap-2 rounded-md bg-warn-soft px-3 py-2 text-warn">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span>{t("degraded", { reason: source.reason ?? "" })}</span>
        </p>
      ) : null}
      <p role="status" className="flex flex-wrap items-center gap-x-2 text-muted text-xs tabular-nums">
        {isWhole
          ? t(stage === "fused" ? "foundBoth" : "foundWords", {
              count: hits.length,
              more: hasMore ? "+" : "",
              ms: formats.measure(tookMs),
            })
          : t("searching")}
        <FromMemory keptAt={isWhole ? keptAt : null} />
        {isWhole && keptAt !== null ? (
          <Button variant="ghost" size="sm" onClick={found.searchAfresh}>
            <RefreshCw aria-hidden />
            {t("afresh")}
          </Button>
        ) : null}
      </p>
      {hits.length > 0 ? (
        <SearchHits hits={hits} />
      ) : isWhole ? (
        <StatePanel icon={SearchX} title={t("none")}>
          {t("noneBody")}
        </StatePanel>
      ) : null}
      {hasMore && isWhole && limit < MOST ? (
        <Button className="self-center" onClick={() => setLimit(Math.min(MOST, limit + STEP))}>
          {t("showMore")}
        </Button>
      ) : hasMore && isWhole ? (
        <p className="text-center text-muted text-xs">{t("narrow", { count: hits.length })}</p>
      ) : null}
    </>
  );
};

/** Finds what people wrote, by word and by meaning; the words and the filters are the address. */
export const SearchView = () => {
  const t = useTranslations("search");
  const [url, setUrl] = useSearchUrl();
  const [depotId] = useDepot();
  const state = useSearchState();
  const query = useMemo(() => queryOf(url, depotId), [url, depotId]);
  const [setText] = useState(() => (text: string) => setUrl({ q: text.trim() === "" ? null : text }));
  return (
    <ScrollBox label={t("title")} className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-5xl flex-col gap-3 p-3 md:p-6">
        <h1 className="sr-only">{t("title")}</h1>
        {state.data?.isOn === false ? (
          <StatePanel icon={Power} title={t("off")}>
            {t.rich("offBody", { code: (text) => <code>{text}</code> })}
          </StatePanel>
        ) : (
          <>
            <Field value={url.q} onChange={setText} />
            <SearchFilters />
            {state.error && state.data === undefined ? (
              <LoadFailed error={state.error} onRetry={() => void state.refetch()} title={t("failed")} />
            ) : query === null ? (
              <StatePanel icon={Search} title={t("empty")}>
                {t("emptyBody")}
              </StatePanel>
            ) : state.data === undefined ? (
              <Waiting label={t("searching")} />
            ) : (
              <Results key={JSON.stringify({ ...query, text: "" })} query={query} />
            )}
          </>
        )}
      </div>
    </ScrollBox>
  );
};
