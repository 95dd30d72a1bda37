import type { Line } from "./harness/line.ts";

/** Every line by name; each is loaded when it runs, so that one that is broken stops no other. */
export const LINES: Readonly<Record<string, () => Promise<Line>>> = {
  alerts: async () => (await import("./alerts.ts")).alerts,
  api: async () => (await import("./api.ts")).api,
  ask: async () => (await import("./ask.ts")).ask,
  cache: async () => (await import("./cache.ts")).cache,
  ingest: async () => (await import("./ingest.ts")).ingest,
  kpi: async () => (await import("./kpi.ts")).kpi,
  llm: async () => (await import("./llm.ts")).llm,
  lists: async () => (await import("./lists.ts")).lists,
  flags: async () => (await import("./flags.ts")).flags,
  forecast: async () => (await import("./forecast.ts")).forecastLine,
  gateway: async () => (await import("./gateway.ts")).gateway,
  "gateway-ledger": async () => (await import("./gateway.ts")).gatewayLedger,
  guard: async () => (await import("./guard.ts")).guard,
  "kill-switch": async () => (await import("./kill-switch.ts")).killSwitch,
  rollback: async () => (await import("./rollback.ts")).rollback,
  import: async () => (await import("./import.ts")).fleetImport,
  paths: async () => (await import("./paths.ts")).paths,
  plans: async () => (await import("./plans.ts")).plans,
  streets: async () => (await import("./streets.ts")).streets,
  routing: async () => (await import("./routing.ts")).routing,
  relevance: async () => (await import("./relevance.ts")).relevance,
  vector: async () => (await import("./vector.ts")).vector,
  live: async () => (await import("./live.ts")).live,
  tuner: async () => (await import("./tuner.ts")).tuner,
  ui: async () => (await import("./ui.ts")).ui,
  // Behind all others: it stands on what they measured.
  overall: async () => (await import("./overall.ts")).overall,
};
