"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { Link } from "#components/link.tsx";
import { useFormats, useMe } from "#components/me.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import type { AlikePassage, SearchHit } from "#server/vector/schema.ts";
import { KIND_ICONS } from "./kind-icon.tsx";
import { MarkedText } from "./marked-text.tsx";

// Beyond it a day and a month could be of two years.
const YEAR_SHOWN_MS = 300 * 86_400_000;

const whenOf = (formats: ReturnType<typeof useFormats>, at: string): string =>
  Date.now() - Date.parse(at) > YEAR_SHOWN_MS ? formats.date(at.slice(0, 10)) : formats.dateTime(at);

const titleClass = "inline-block font-semibold text-ink first-letter:uppercase";

/** The others that say the same: where and when each was said. */
const Alike = ({ newest, rest }: { newest: readonly AlikePassage[]; rest: number }) => {
  const t = useTranslations("search");
  const formats = useFormats();
  const href = useDepotHref();
  return (
    <ul className="flex flex-col gap-1 border-s-2 ps-3 text-xs">
      {newest.map(({ id, title, at, place }) => (
        <li key={id} className="flex flex-wrap gap-x-2">
          {place === null ? (
            <span className="first-letter:uppercase">{title}</span>
          ) : (
            <Link
              href={href(`/${place.list}?id=${place.id}`)}
              prefetch={false}
              className="inline-block text-accent-text first-letter:uppercase hover:underline max-md:min-h-6"
            >
              {title}
            </Link>
          )}
          <span className="text-muted">{whenOf(formats, at)}</span>
        </li>
      ))}
      {rest > 0 ? <li className="text-muted">{t("alikeRest", { count: rest })}</li> : null}
    </ul>
  );
};

const Hit = ({ hit }: { hit: SearchHit }) => {
  const t = useTranslations("search");
  const common = useTranslations("common");
  const formats = useFormats();
  const { depots } = useMe();
  const href = useDepotHref();
  const [isWhole, setIsWhole] = useState(false);
  const [areAlikeShown, setAreAlikeShown] = useState(false);
  const Icon = KIND_ICONS[hit.kind];
  const isCut = hit.excerpt[0] > 0 || hit.excerpt[1] < hit.text.length;
  const depot = depots.find(({ id }) => id === hit.depotId)?.name;
  const title = <MarkedText text={hit.title} marks={hit.titleMarks} />;
  const facts = [
    t(`kind.${hit.kind}`),
    whenOf(formats, hit.at),
    hit.by === null ? undefined : t("by", { name: hit.by }),
    depot,
    hit.stream === null || !common.has(`stream.${hit.stream as "glass"}`)
      ? undefined
      : common(`stream.${hit.stream as "glass"}`),
  ].filter((fact) => fact !== undefined);
  return (
    <li className="flex gap-3 border-b px-4 py-3 last:border-b-0">
      <Icon className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <h2 className="min-w-0 break-words">
          {hit.place === null ? (
            <button
              type="button"
              data-hit
              aria-expanded={isWhole}
              onClick={() => setIsWhole(!isWhole)}
              className={`${titleClass} text-start hover:underline`}
            >
              {title}
            </button>
          ) : (
            <Link
              data-hit
              href={href(`/${hit.place.list}?id=${hit.place.id}`)}
              prefetch={false}
              className={`${titleClass} hover:underline`}
            >
              {title}
            </Link>
          )}
        </h2>
        <p className="max-w-prose whitespace-pre-line break-words">
          {isWhole ? (
            <MarkedText text={hit.text} marks={hit.textMarks} />
          ) : (
            <MarkedText text={hit.text} marks={hit.textMarks} range={hit.excerpt} />
          )}
        </p>
        <p className="flex flex-wrap items-center gap-x-2 text-muted text-xs">
          <span>{facts.join(" · ")}</span>
          {isCut ? (
            <button
              type="button"
              aria-expanded={isWhole}
              aria-label={isWhole ? t("lessOf", { title: hit.title }) : t("moreOf", { title: hit.title })}
              onClick={() => setIsWhole(!isWhole)}
              className="text-accent-text hover:underline max-md:min-h-6"
            >
              {isWhole ? t("less") : t("more")}
            </button>
          ) : null}
          {hit.alike.count > 0 ? (
            <button
              type="button"
              aria-expanded={areAlikeShown}
              aria-label={t("alikeOf", { count: hit.alike.count, title: hit.title })}
              onClick={() => setAreAlikeShown(!areAlikeShown)}
              className="text-accent-text hover:underline max-md:min-h-6"
            >
              {t("alike", { count: hit.alike.count })}
            </button>
          ) : null}
        </p>
        {areAlikeShown ? (
          <Alike newest={hit.alike.newest} rest={hit.alike.count - hit.alike.newest.length} />
        ) : null}
      </div>
    </li>
  );
};

/** The arrows go from hit to hit, and up from the first back to the field. */
export const moveAmongHits = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const main = event.currentTarget.closest("main");
  const stops = [...(main?.querySelectorAll<HTMLElement>("[data-list-search], [data-hit]") ?? [])];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
};

/** What was found, the best first. */
export const SearchHits = ({ hits }: { hits: readonly SearchHit[] }) => {
  const t = useTranslations("search");
  return (
    <ol
      aria-label={t("results")}
      onKeyDown={moveAmongHits}
      className="overflow-hidden rounded-lg border bg-surface"
    >
      {hits.map((hit) => (
        <Hit key={hit.id} hit={hit} />
      ))}
    </ol>
  );
};
