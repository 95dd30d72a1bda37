"use client";

import { Combobox } from "@base-ui/react/combobox";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useId, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { FoundList } from "./found-list.tsx";

const NAMES_MS = 600_000;

/** Picks streets by name from those of the city: typed letters find them on the server, keys and clicks choose. */
export const StreetPicker = ({
  streets,
  onChange,
}: {
  streets: readonly string[];
  onChange: (streets: readonly string[]) => void;
}) => {
  const t = useTranslations("plans");
  const trpc = useTRPC();
  const id = useId();
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const found = useQuery(
    trpc.fleet.streets.queryOptions({ search }, { placeholderData: keepPreviousData, staleTime: NAMES_MS }),
  );
  const isNone = found.data?.length === 0 && !found.isFetching;
  return (
    <Combobox.Root
      multiple
      items={found.data ?? []}
      // The server found them: nothing is left to sift here.
      filter={null}
      value={streets}
      onValueChange={(chosen, details) => {
        // Escape leaves the dialog; it would take all streets back at once.
        if (details.reason === "escape-key") details.allowPropagation();
        else onChange(chosen);
      }}
      inputValue={text}
      onInputValueChange={setText}
      autoHighlight
    >
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-muted text-xs">
          {t("closedStreets")}
        </label>
        <Combobox.Chips className="flex min-h-8 flex-wrap items-center gap-1 rounded-md border border-line-strong bg-surface px-1 py-0.5 focus-within:outline-2 focus-within:outline-accent">
          {streets.map((street) => (
            <Combobox.Chip
              key={street}
              aria-label={street}
              className="flex h-6 items-center gap-0.5 rounded bg-accent-soft ps-2 text-sm"
            >
              {street}
              <Combobox.ChipRemove
                aria-label={t("openStreet", { street })}
                className="flex size-6 items-center justify-center rounded hover:bg-hover"
              >
                <X className="size-3.5" aria-hidden />
              </Combobox.ChipRemove>
            </Combobox.Chip>
          ))}
          <Combobox.Input
            id={id}
            placeholder={streets.length === 0 ? t("closedStreetsHint") : ""}
            className="h-6 min-w-32 flex-1 bg-transparent px-1.5 text-ink text-sm outline-none placeholder:text-faint max-sm:text-base"
          />
        </Combobox.Chips>
      </div>
      <FoundList<string>
        error={found.error}
        none={isNone ? t("noStreet", { text: search }) : null}
        keyOf={(street) => street}
      >
        {(street) => <span className="in-data-selected:font-medium">{street}</span>}
      </FoundList>
    </Combobox.Root>
  );
};
