import * as z from "zod";

/** Somebody's change, as the audit log tells it. */
export const NotedChange = z.object({
  id: z.int(),
  at: z.iso.datetime(),
  actor: z.string(),
  action: z.string(),
  entityId: z.string(),
});
export type NotedChange = z.infer<typeof NotedChange>;

/** A change as it is stored. */
export type NotedRow = Omit<NotedChange, "at"> & { at: Date };

/** Stored changes as they are told. */
export const toldChanges = (rows: readonly NotedRow[]): NotedChange[] =>
  rows.map((row) => ({ ...row, at: row.at.toISOString() }));
