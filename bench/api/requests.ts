import type { Request } from "autocannon";
import type { VehicleEvent } from "#server/operations/schema.ts";

/** What requests are made of: who sends them and what there is to ask about. */
export type Ground = {
  token: string;
  apiKey: string;
  vehicles: readonly { id: number; name: string }[];
  /** Exceptions that nobody owns. */
  exceptions: readonly number[];
  sites: readonly number[];
  serviceDay: string;
};

/** One of the mix: how often among a hundred, whether it writes, and how the n-th of it is sent. */
export type Kind = { name: string; perHundred: number; isWrite: boolean; of: (n: number) => Request };

const EVENTS_A_POST = 5;

const query = (token: string, procedure: string, input?: unknown): Request => ({
  method: "GET",
  path: `/api/trpc/${procedure}${input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`}`,
  headers: { authorization: `Bearer ${token}`, "accept-encoding": "gzip, deflate, br" },
});

const mutation = (token: string, procedure: string, input: unknown): Request => ({
  method: "POST",
  path: `/api/trpc/${procedure}`,
  headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
  body: JSON.stringify(input),
});

/** What dispatchers' pages, their clicks and the vehicles send, in the shares of a working morning. */
export const mixOf = (ground: Ground, firstSequence: number): Kind[] => {
  const { token, apiKey, vehicles, exceptions, sites, serviceDay } = ground;
  const one = <T>(of: readonly T[], n: number): T => {
    const found = of[n % of.length];
    if (found === undefined)
      throw new Error("api: found nothing to ask about, expected rows of the demo city");
    return found;
  };
  const read = (name: string, perHundred: number, of: (n: number) => Request): Kind => ({
    ...{ name, perHundred, isWrite: false, of },
  });
  const write = (name: string, perHundred: number, of: (n: number) => Request): Kind => ({
    ...{ name, perHundred, isWrite: true, of },
  });
  const events = (n: number): VehicleEvent[] =>
    Array.from({ length: EVENTS_A_POST }, (_, i) => ({
      ...{ vehicleId: one(vehicles, n * EVENTS_A_POST + i).id, sequence: firstSequence + n },
      ...{ at: new Date().toISOString(), kind: "position", speedKmh: n % 60, headingDeg: (n * 7) % 360 },
      ...{ lng: -5.6 + ((n * 13) % 900) / 1e5, lat: 51.3 + ((n * 7) % 900) / 1e5 },
    }));
  return [
    read("vehicles", 10, (n) =>
      query(token, "operations.vehicles.list", { offset: (n % 5) * 10, limit: 50 }),
    ),
    read("routes", 10, () => query(token, "operations.routes.list", { serviceDay, limit: 50 })),
    read("stops", 8, (n) => query(token, "operations.stops.list", { serviceDay, offset: (n % 40) * 100 })),
    read("exceptions", 6, (n) =>
      query(token, "operations.exceptions.list", {
        ...{ limit: 50, offset: 0 },
        filters: [{ column: "isOpen", op: "eq", value: n % 4 !== 0 }],
      }),
    ),
    read("a vehicle", 8, (n) => query(token, "operations.vehicles.get", { id: one(vehicles, n).id })),
    read("today", 4, () => query(token, "operations.today", {})),
    read("kpi tiles", 4, () => query(token, "operations.kpis.tiles", { serviceDay })),
    read("sites", 5, (n) => query(token, "fleet.sites.list", { offset: (n % 50) * 100, limit: 50 })),
    read("clock", 5, () => query(token, "operations.clock.get")),
    read("flags", 5, () => query(token, "flags.evaluate", { keys: ["screens.flags"] })),
    write("telemetry", 29, (n) => ({
      ...{ method: "POST", path: "/api/v1/telemetry" },
      headers: { "x-api-key": apiKey, "content-type": "application/json" },
      body: JSON.stringify({ events: events(n) }),
    })),
    write("note", 4, (n) =>
      mutation(token, "fleet.notes.add", {
        ...{ subject: "site", subjectId: one(sites, n) },
        body: `The gate was open at visit ${n}.`,
      }),
    ),
    write("exception taken", 2, (n) =>
      mutation(token, "operations.exceptions.take", { ids: [one(exceptions, n)] }),
    ),
  ];
};
