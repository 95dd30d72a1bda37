"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "#components/client.ts";
import type { FleetRisks } from "#server/forecast/maintenance.schema.ts";

// Risks are told anew once a day.
const STALE_MS = 300_000;

/** The fleet's risks of failure; what `select` takes of them decides when a component is drawn again. */
export const useRisks = <T>(select: (risks: FleetRisks) => T) => {
  const trpc = useTRPC();
  return useQuery({ ...trpc.maintenance.risks.queryOptions(undefined, { staleTime: STALE_MS }), select });
};
