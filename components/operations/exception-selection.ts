import type { ExceptionRow } from "#server/operations/schema.ts";
import type { Step } from "./exception-work.ts";

/** Rows that are ticked, by id; they stay ticked when they scroll out of view. */
export type Selection = ReadonlyMap<number, ExceptionRow>;

/** The selection with a row ticked where it was not, and not where it was. */
export const toggled = (selection: Selection, row: ExceptionRow): Selection => {
  const next = new Map(selection);
  if (!next.delete(row.id)) next.set(row.id, row);
  return next;
};

/** The selection with every row between two places of the list, both included, ticked like `isOn` says. */
export const ranged = (
  selection: Selection,
  rowAt: (index: number) => ExceptionRow | undefined,
  from: number,
  to: number,
  isOn: boolean,
): Selection => {
  const next = new Map(selection);
  for (let i = Math.min(from, to); i <= Math.max(from, to); i++) {
    const row = rowAt(i);
    if (row === undefined) continue;
    if (isOn) next.set(row.id, row);
    else next.delete(row.id);
  }
  return next;
};

const FITS: Record<Step["kind"], readonly ExceptionRow["status"][]> = {
  take: ["open"],
  release: ["taken"],
  close: ["open", "taken"],
  reopen: ["closed"],
};

/** Ids of the rows that a step makes sense for; the others are left alone. */
export const targetsOf = (rows: Iterable<ExceptionRow>, step: Step["kind"]): number[] => {
  const ids: number[] = [];
  for (const { id, status } of rows) if (FITS[step].includes(status)) ids.push(id);
  return ids;
};
