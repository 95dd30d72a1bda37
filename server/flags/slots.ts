/** The unit of a flag whose arms take turns in time. */
export const SLOT = "slot";

/** How long every process keeps one arm before the next is drawn. */
export const SLOT_MS = 10_000;

/** So long after a turn samples count for neither arm: a process takes the turn up, and what was begun before ends. */
export const WASHOUT_MS = 2_000;

/** The slot of an instant, and how long it has lasted; the same in every process, for clocks name it. */
export const slotOf = (nowMs: number): [slot: number, sinceMs: number] => {
  const slot = Math.floor(nowMs / SLOT_MS);
  return [slot, nowMs - slot * SLOT_MS];
};

/** What is hashed to draw the arm of a slot. */
export const slotKey = (slot: number): string => `slot/${slot}`;

/** What a flag is asked with where spans of time have its arms. */
export const slotContext = (slot: number, organisationId = 0) => ({
  targetingKey: slotKey(slot),
  organisationId,
});
