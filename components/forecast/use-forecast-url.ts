"use client";

import { useDepot } from "#components/shell/use-depot.ts";
import {
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "#components/url-state.ts";
import { STREAMS } from "#server/fleet/names.schema.ts";
import { DAY_MEASURES, type DaysQuery } from "#server/forecast/schema.ts";

/** What the page of forecasts shows, kept in the URL: the measure, its depot, stream or vehicle. */
export const useForecastUrl = () => {
  const [state, setState] = useQueryStates(
    {
      measure: parseAsStringLiteral(DAY_MEASURES),
      stream: parseAsString,
      vehicle: parseAsInteger,
    },
    { history: "push" },
  );
  const [depotId] = useDepot();
  const stream = STREAMS.find((each) => each === state.stream) ?? null;
  const vehicleId = state.vehicle;
  // Of a vehicle only its tonnes are foretold.
  const measure = vehicleId === null ? (state.measure ?? "tonnage") : "tonnage";
  const query: DaysQuery = { measure, depotId, stream: vehicleId === null ? stream : null, vehicleId };
  return {
    query,
    places: { depotId, stream },
    set: (part: Partial<typeof state>) => setState(part),
  };
};
