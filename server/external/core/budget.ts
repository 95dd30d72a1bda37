import type { Priority } from "./call.ts";

/** Units that may be spent in a day, and at which shares somebody is told; `offPeak` stops at its own share. */
export type BudgetRule = {
  unitsPerDay: number | null;
  thresholds: readonly number[];
  offPeakShare: number;
};

/** The highest threshold that so many units have passed; null where none is. */
export const passedBy = ({ unitsPerDay, thresholds }: BudgetRule, spentUnits: number): number | null => {
  if (unitsPerDay === null) return null;
  let passed: number | null = null;
  for (const share of thresholds)
    if (spentUnits >= share * unitsPerDay && share > (passed ?? 0)) passed = share;
  return passed;
};

/** Whether so many units more may be spent for work of such a priority. */
export const maySpend = (
  { unitsPerDay, offPeakShare }: BudgetRule,
  { spentUnits, units, priority }: { spentUnits: number; units: number; priority: Priority },
): boolean =>
  unitsPerDay === null ||
  spentUnits + units <= unitsPerDay * (priority === "off-peak" ? offPeakShare : 1) + 1e-9;

/** Units and money. */
export type Spent = { units: number; cents: number };

const dayOf = (nowMs: number): number => Math.floor(nowMs / 86_400_000);

/** What was spent in the running day, UTC; a new day begins at nothing. */
export const createSpending = (spentToday: Spent, nowMs: number) => {
  let day = dayOf(nowMs);
  let spent = { ...spentToday };
  const turn = (atMs: number): void => {
    if (dayOf(atMs) <= day) return;
    day = dayOf(atMs);
    spent = { units: 0, cents: 0 };
  };
  return {
    add({ units, cents }: Spent, atMs: number): void {
      turn(atMs);
      spent.units += units;
      spent.cents += cents;
    },
    of(atMs: number): Readonly<Spent> {
      turn(atMs);
      return spent;
    },
  };
};
