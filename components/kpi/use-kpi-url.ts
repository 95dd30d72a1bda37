"use client";

import { useMemo } from "react";
import { useDayClock } from "#components/day-clock.ts";
import { useDepot } from "#components/shell/use-depot.ts";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "#components/url-state.ts";
import { KPI_DIMENSIONS, KPI_NAMES } from "#server/operations/names.schema.ts";
import type { KpiFilter } from "#server/operations/schema.ts";
import { daysBefore } from "./kpi-format.ts";

const TREND_DAYS = 27;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

const dayOr = (text: string | null, otherwise: string): string =>
  text !== null && DAY.test(text) && !Number.isNaN(Date.parse(text)) ? text : otherwise;

/** What the page of KPIs shows, kept in the URL: the day, the KPI that is open, its split, span and conditions. */
export const useKpiUrl = () => {
  const [state, setState] = useQueryStates(
    {
      kpi: parseAsStringLiteral(KPI_NAMES),
      by: parseAsStringLiteral(KPI_DIMENSIONS),
      day: parseAsString,
      from: parseAsString,
      to: parseAsString,
      stream: parseAsString,
    },
    { history: "push" },
  );
  const [depotId] = useDepot();
  const today = useDayClock()?.serviceDay ?? null;
  const serviceDay = today === null ? null : dayOr(state.day, today);
  const { stream } = state;
  const limits = useMemo(
    () => ({
      ...(depotId === null ? {} : { depotIds: [depotId] }),
      ...(stream === null ? {} : { streams: [stream] }),
    }),
    [depotId, stream],
  );
  const to = serviceDay === null ? null : dayOr(state.to, serviceDay);
  const from = to === null ? null : dayOr(state.from, daysBefore(to, TREND_DAYS));
  const filter: KpiFilter | null =
    from === null || to === null ? null : { ...limits, from: [from, to].toSorted()[0] ?? from, to };
  return {
    kpi: state.kpi,
    by: state.by ?? "day",
    stream,
    today,
    serviceDay,
    isToday: serviceDay !== null && serviceDay === today,
    limits,
    filter,
    set: (part: Partial<typeof state>) => void setState(part),
  };
};
