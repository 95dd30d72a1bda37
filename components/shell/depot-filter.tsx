"use client";

import { Warehouse } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMe } from "#components/me.tsx";
import { useDepot } from "./use-depot.ts";

/** The depot all pages are limited to; a native control, so it costs no code and works on a phone. */
export const DepotFilter = () => {
  const t = useTranslations("shell");
  const { depots } = useMe();
  const [depotId, setDepotId] = useDepot();
  return (
    <label className="relative inline-flex h-8 min-w-0 items-center rounded-md text-muted hover:bg-hover hover:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent">
      <Warehouse className="pointer-events-none absolute start-2 size-4" aria-hidden />
      <span className="sr-only">{t("depot")}</span>
      <select
        value={depotId ?? ""}
        onChange={(event) => setDepotId(event.target.value === "" ? null : Number(event.target.value))}
        className="h-full min-w-0 max-w-44 cursor-pointer appearance-none truncate bg-transparent ps-8 pe-2 font-medium text-sm outline-none [&>option]:bg-raised [&>option]:text-ink"
      >
        <option value="">{t("allDepots")}</option>
        {depots.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
};
