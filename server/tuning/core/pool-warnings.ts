import type { POOL_WARNINGS } from "#server/tuning/database.schema.ts";

/** The pool of the process and the server behind it. */
export type Connections = {
  size: number;
  waiting: number;
  maxConnections: number;
  reserved: number;
  used: number;
  /** The product's own among those used. */
  ours: number;
};

/** What a large installation needs of its server. */
const LARGE = 120;
/** Beyond this the next process that starts may get none. */
const NEAR = 0.85;

/** What connections give reason to say: who waits, what the server cannot give, and what a large installation would lack. */
export const poolWarnings = (of: Connections): (typeof POOL_WARNINGS)[number][] => {
  const allowed = of.maxConnections - of.reserved;
  return [
    ...(of.waiting > 0 ? (["waiting"] as const) : []),
    ...(of.size + (of.used - of.ours) > allowed ? (["over-server"] as const) : []),
    ...(of.used >= NEAR * allowed ? (["near-full"] as const) : []),
    ...(allowed < LARGE ? (["small-server"] as const) : []),
  ];
};
