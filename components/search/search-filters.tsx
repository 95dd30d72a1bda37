"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { StreamSelect } from "#components/stream-select.tsx";
import { Button } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { PASSAGE_KINDS, type PassageKind } from "#server/vector/schema.ts";
import { KIND_ICONS } from "./kind-icon.tsx";
import { useSearchUrl } from "./search-url.ts";

/** What a search is narrowed by beside its words and the depot of the shell: kinds, stream and days, all in the address. */
export const SearchFilters = () => {
  const t = useTranslations("search");
  const [{ kinds, stream, from, until }, setUrl] = useSearchUrl();
  const toggle = (kind: PassageKind) => {
    const next = PASSAGE_KINDS.filter((each) => (each === kind) !== (kinds ?? []).includes(each));
    setUrl({ kinds: next.length === 0 ? null : next });
  };
  const isNarrowed = kinds !== null || stream !== null || from !== null || until !== null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">{t("kinds")}</legend>
        {PASSAGE_KINDS.map((kind) => {
          const Icon = KIND_ICONS[kind];
          return (
            <Button
              key={kind}
              size="sm"
              aria-pressed={kinds?.includes(kind) ?? false}
              onClick={() => toggle(kind)}
              className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent-text"
            >
              <Icon aria-hidden />
              {t(`kindsOf.${kind}`)}
            </Button>
          );
        })}
      </fieldset>
      <StreamSelect value={stream} onChange={(next) => setUrl({ stream: next })} />
      <span className="flex items-center gap-1.5 text-muted text-xs">
        <Input
          type="date"
          aria-label={t("from")}
          value={from ?? ""}
          max={until ?? undefined}
          onChange={({ target }) => setUrl({ from: target.value || null })}
          className="w-36"
        />
        <span aria-hidden>–</span>
        <Input
          type="date"
          aria-label={t("until")}
          value={until ?? ""}
          min={from ?? undefined}
          onChange={({ target }) => setUrl({ until: target.value || null })}
          className="w-36"
        />
      </span>
      {isNarrowed ? (
        <Button
          size="sm"
          variant="ghost"
          onClick={() => setUrl({ kinds: null, stream: null, from: null, until: null })}
        >
          <X aria-hidden />
          {t("clear")}
        </Button>
      ) : null}
    </div>
  );
};
