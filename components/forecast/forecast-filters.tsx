"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { StreamSelect } from "#components/stream-select.tsx";
import { NativeSelect } from "#components/ui/input.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { DAY_MEASURES } from "#server/forecast/schema.ts";
import type { useForecastUrl } from "./use-forecast-url.ts";

/** What is foretold, and of which stream or vehicle; the depot is the shell's. */
export const ForecastFilters = ({ url }: { url: ReturnType<typeof useForecastUrl> }) => {
  const t = useTranslations("forecast");
  const trpc = useTRPC();
  const { data: vehicles } = useQuery(trpc.forecast.vehicles.queryOptions(undefined, { staleTime: 60_000 }));
  const { measure, vehicleId } = url.query;
  const { depotId, stream } = url.places;
  const listed = (vehicles ?? []).filter((each) => depotId === null || each.depotId === depotId);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <div className="relative max-w-full overflow-x-auto">
        <Segmented
          label={t("measure")}
          value={measure}
          choices={DAY_MEASURES.map((value) => ({ value, label: t(`measures.${value}`) }))}
          onChange={(value) => url.set({ measure: value, vehicle: null })}
        />
      </div>
      <StreamSelect value={stream} onChange={(next) => url.set({ stream: next, vehicle: null })} />
      <NativeSelect
        aria-label={t("vehicle")}
        value={vehicleId ?? ""}
        onChange={({ target }) => url.set({ vehicle: target.value === "" ? null : Number(target.value) })}
      >
        <option value="">{t("allVehicles")}</option>
        {listed.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
};
