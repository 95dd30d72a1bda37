"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useLiveStore } from "#components/live.tsx";
import { createVehicleField } from "./vehicle-field.ts";

const REFETCH_MS = 60_000;

/** The vehicles of the map, read once and then kept current from the live channel, outside of React. */
export const useVehicleField = () => {
  const trpc = useTRPC();
  const store = useLiveStore();
  const [field] = useState(createVehicleField);
  const snapshot = useQuery(
    trpc.operations.snapshot.queryOptions(undefined, {
      refetchInterval: REFETCH_MS,
      staleTime: 0,
      // The field takes what is new; comparing thousands of rows deeply would tell it nothing more.
      structuralSharing: false,
    }),
  );
  const { data, refetch } = snapshot;
  useEffect(() => {
    if (data) field.reset(data, performance.now());
  }, [data, field]);
  useEffect(() => {
    const channel = store.channel("vehicles");
    const stops = [
      store.use("vehicles"),
      channel.onChange((keys) => {
        const values = store.values("vehicles");
        const nowMs = performance.now();
        for (const key of keys) {
          const live = values.get(key);
          if (live) field.hear(live, nowMs);
        }
      }),
      channel.onReset(() => void refetch()),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [store, field, refetch]);
  return { field, snapshot };
};
