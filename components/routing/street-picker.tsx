"use client";

import { Combobox } from "@base-ui/react/combobox";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useDeferredValue, useId, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { cn } from "#components/ui/cn.ts";
import { itemClass, popClass } from "#components/ui/menu-classes.ts";

/** Picks streets by name: typing looks them up, each chosen one stands before the field and can be taken out. */
export const StreetPicker = ({
  value,
  onChange,
}: {
  value: readonly string[];
  onChange: (streets: string[]) => void;
}) => {
  const t = useTranslations("plans");
  const trpc = useTRPC();
  const id = useId();
  const [typed, setTyped] = useState("");
  const search = useDeferredValue(typed.trim());
  const found = useQuery(
    trpc.fleet.streets.queryOptions(
      { search },
      { enabled: search !== "", staleTime: 600_000, placeholderData: keepPreviousData },
    ),
  );
  const names = search === "" ? [] : (found.data ?? []);
  return (
    <Combobox.Root
      multiple
      items={names}
      filter={null}
      value={[...value]}
      onValueChange={(streets) => {
        onChange(streets);
        setTyped("");
      }}
      inputValue={typed}
      onInputValueChange={setTyped}
      autoHighlight
    >
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-muted text-xs">
          {t("closedStreets")}
        </label>
        <Combobox.InputGroup className="rounded-md border border-line-strong bg-surface focus-within:border-accent">
          <Combobox.Chips className="flex flex-wrap items-center gap-1 p-1">
            {value.map((street) => (
              <Combobox.Chip
                key={street}
                className="flex h-6 items-center gap-1 rounded bg-hover ps-2 pe-1 text-xs"
                aria-label={street}
              >
                {street}
                <Combobox.ChipRemove
                  aria-label={t("openAgain", { street })}
                  className="flex size-5 items-center justify-center rounded text-muted hover:text-ink"
                >
                  <X aria-hidden className="size-3.5" />
                </Combobox.ChipRemove>
              </Combobox.Chip>
            ))}
            <Combobox.Input
              id={id}
              placeholder={value.length === 0 ? t("closedStreetsHint") : undefined}
              className="h-6 min-w-32 flex-1 bg-transparent px-1.5 text-sm outline-none placeholder:text-faint max-sm:text-base"
            />
          </Combobox.Chips>
        </Combobox.InputGroup>
      </div>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} align="start" className="z-60 w-(--anchor-width)">
          <Combobox.Popup className={cn(popClass, "max-h-64 p-1", search === "" && "hidden")}>
            <Combobox.Empty className="px-2 py-1 text-muted text-sm empty:hidden">
              {found.isFetching ? t("streetsLoading") : t("streetsNone")}
            </Combobox.Empty>
            <Combobox.List>
              {(name: string) => (
                <Combobox.Item key={name} value={name} className={itemClass}>
                  {name}
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
};
