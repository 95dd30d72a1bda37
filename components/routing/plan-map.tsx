"use client";

import { type UseQueryResult, useQueries, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { later } from "#components/later.tsx";
import { type Bounds, boundsOf } from "#components/map/geometry.ts";
import type { Ground } from "#components/map/ground.ts";
import { placeFeatures } from "#components/map/map-data.ts";
import { createVehicleField } from "#components/map/vehicle-field.ts";
import { useMe } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import type { PlanDay, PlanDetail, PlanLine } from "#server/routing/schema.ts";
import { movedStops } from "./plan-pairs.ts";
import { stopFeatures, wayFeatures } from "./plan-ways.ts";

const MapCanvas = later(
  () => import("#components/map/map-canvas.tsx").then((module) => module.MapCanvas),
  <span className="skeleton absolute inset-0 rounded-none!" aria-hidden />,
);

const STATIC_MS = 600_000;
// Ways are long: an answer holds so many trucks at most.
const MOST_LINES = 25;
const nothing = () => {};

const homeOf = ([west = -5, south = 50, east = 5, north = 55]: readonly number[]): Bounds => [
  west,
  south,
  east,
  north,
];

/** The ways of a day's trucks, asked for by so many trucks at a time; of no day, none. */
const usePlanLines = (plan: PlanDetail, side: "current" | "proposal", day: PlanDay | null) => {
  const trpc = useTRPC();
  const ids = (day?.routes ?? []).flatMap(({ vehicleId, stops }) => (stops > 0 ? [vehicleId] : []));
  const parts = Array.from({ length: Math.ceil(ids.length / MOST_LINES) }, (_, i) =>
    ids.slice(i * MOST_LINES, (i + 1) * MOST_LINES),
  );
  return useQueries({
    queries: parts.map((vehicleIds) =>
      trpc.routing.plans.lines.queryOptions({ id: plan.id, side, vehicleIds }, { staleTime: STATIC_MS }),
    ),
    combine: joinLines,
  });
};

const joinLines = (results: readonly UseQueryResult<PlanLine[], { message: string }>[]) => ({
  data: results.flatMap(({ data }) => data ?? []),
  error: results.find(({ error }) => error !== null)?.error ?? null,
});

/** The ways of a plan along streets; a truck that is chosen shows its old way and its stops too. */
export const PlanMap = ({
  plan,
  chosenId,
  onStop,
}: {
  plan: PlanDetail;
  chosenId: number | null;
  onStop: (stopId: number) => void;
}) => {
  const t = useTranslations("plans");
  const reason = useReason();
  const map = useTranslations("map");
  const trpc = useTRPC();
  const { organisation } = useMe();
  // Nothing moves on this map.
  const [field] = useState(createVehicleField);
  const [ground, setGround] = useState<Ground | null>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const hasProposal = plan.proposalDay !== null;
  const still = { staleTime: STATIC_MS };
  const after = usePlanLines(plan, "proposal", plan.proposalDay);
  const before = usePlanLines(plan, "current", chosenId !== null || !hasProposal ? plan.currentDay : null);
  const depots = useQuery(trpc.fleet.depots.queryOptions(undefined, still));
  const facilities = useQuery(trpc.fleet.facilities.queryOptions(undefined, still));
  const day = plan.proposalDay ?? plan.currentDay;
  const chosen = day?.routes.find(({ vehicleId }) => vehicleId === chosenId);
  const ways = useMemo(() => {
    const planned = hasProposal ? after.data : before.data;
    return wayFeatures(hasProposal ? before.data : [], planned, chosenId);
  }, [before.data, after.data, hasProposal, chosenId]);
  const moved = useMemo(() => movedStops(plan.currentDay, plan.proposalDay), [plan]);
  const stops = useMemo(() => stopFeatures(chosen, moved), [chosen, moved]);
  const places = useMemo(
    () => (depots.data && facilities.data ? placeFeatures(depots.data, facilities.data) : undefined),
    [depots.data, facilities.data],
  );
  const shownFor = useRef<number | null | undefined>(undefined);
  useEffect(() => {
    if (ground === null || shownFor.current === chosenId) return;
    const shown = chosenId === null ? (day?.routes ?? []) : chosen ? [chosen] : [];
    const box = boundsOf(
      shown.flatMap(({ visits }) =>
        visits.flatMap(({ lng, lat }): [number, number][] =>
          lng === null || lat === null ? [] : [[lng, lat]],
        ),
      ),
    );
    if (box === undefined) return;
    shownFor.current = chosenId;
    ground.fit(box);
  }, [ground, chosenId, chosen, day]);
  const error = after.error ?? before.error;
  return (
    <section aria-label={t("map")} className="relative size-full overflow-hidden bg-sunken">
      <MapCanvas
        bounds={homeOf(organisation.bounds)}
        field={field}
        overlays={{ ways, stops, ...(places ? { places } : {}) }}
        onReady={setGround}
        onPick={(picked) => {
          if (picked?.kind === "stop") onStop(picked.id);
        }}
        onBox={nothing}
        onView={nothing}
        onBaseMissing={setMissing}
      />
      <div className="pointer-events-none absolute start-2 top-2 z-10 flex flex-col items-start gap-1">
        {missing === null ? null : (
          <p role="status" title={missing} className="rounded-md bg-warn-soft px-2 py-1 text-warn text-xs">
            {map("baseMissing")}
          </p>
        )}
        {error ? (
          <p role="alert" className="rounded-md bg-bad-soft px-2 py-1 text-bad text-xs">
            {t("waysFailed", { reason: reason(error) })}
          </p>
        ) : null}
        {chosenId === null ? null : (
          <p className="flex items-center gap-3 rounded-md border bg-raised px-2 py-1 text-muted text-xs">
            <span className="flex items-center gap-1.5">
              <span aria-hidden className="w-5 border-ink border-t-3" />
              {t("proposed")}
            </span>
            <span className="flex items-center gap-1.5">
              <span aria-hidden className="w-5 border-muted border-t-2 border-dashed" />
              {t("current")}
            </span>
          </p>
        )}
      </div>
    </section>
  );
};
