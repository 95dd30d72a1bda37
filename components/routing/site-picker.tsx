"use client";

import { Combobox } from "@base-ui/react/combobox";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDeferredValue, useId, useState } from "react";
import { useTRPC } from "#components/client.ts";
import type { SiteRow } from "#server/fleet/schema.ts";
import { FoundList } from "./found-list.tsx";

const FOUND = 8;
const FRESH_MS = 30_000;

/** Picks a site by name or address from all that the user sees: the server finds, keys and clicks choose. */
export const SitePicker = ({ onChange }: { onChange: (site: SiteRow | null) => void }) => {
  const t = useTranslations("board");
  const trpc = useTRPC();
  const id = useId();
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const found = useQuery(
    trpc.fleet.sites.list.queryOptions(
      { search, filters: [], sort: [], offset: 0, limit: FOUND },
      { placeholderData: keepPreviousData, staleTime: FRESH_MS },
    ),
  );
  const isNone = found.data?.rows.length === 0 && !found.isFetching;
  return (
    <Combobox.Root<SiteRow>
      items={found.data?.rows ?? []}
      // The server found them: nothing is left to sift here.
      filter={null}
      itemToStringLabel={({ name }) => name}
      isItemEqualToValue={(a, b) => a.id === b.id}
      onValueChange={(chosen, details) => {
        // Escape leaves the dialog.
        if (details.reason === "escape-key") details.allowPropagation();
        else onChange(chosen);
      }}
      onInputValueChange={setText}
      autoHighlight
    >
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-muted text-xs">
          {t("extra.site")}
        </label>
        <Combobox.Input
          id={id}
          autoFocus
          placeholder={t("extra.siteHint")}
          className="h-8 w-full rounded-md border border-line-strong bg-surface px-2.5 text-ink text-sm placeholder:text-faint max-sm:text-base"
        />
      </div>
      <FoundList<SiteRow>
        error={found.error}
        none={isNone ? t("extra.noSite", { text: search }) : null}
        keyOf={({ id: siteId }) => siteId}
      >
        {(site) => (
          <>
            <span className="truncate">{site.name}</span>
            <span className="ms-auto shrink-0 text-muted text-xs">{site.zone ?? site.depot}</span>
          </>
        )}
      </FoundList>
    </Combobox.Root>
  );
};
