import { AppError } from "#server/lib/errors.ts";
import { fingerprintOf } from "#server/vector/fingerprint.ts";
import type { VectorStore } from "#server/vector/store.ts";

/** What {@link reconcile} changed. */
export type Reconciled = { stored: number; removed: number };

/** Makes what one store holds of an organisation what another holds, writing only what differs. */
export const reconcile = async (
  organisationId: number,
  from: Pick<VectorStore, "scan">,
  to: Pick<VectorStore, "scan" | "upsert" | "remove">,
): Promise<Reconciled> => {
  const there = new Map<string, string>();
  for await (const part of to.scan(organisationId))
    for (const passage of part) there.set(passage.id, fingerprintOf(passage));
  let stored = 0;
  for await (const part of from.scan(organisationId)) {
    const differing = part.filter((passage) => there.get(passage.id) !== fingerprintOf(passage));
    for (const { id } of part) there.delete(id);
    if (differing.length === 0) continue;
    const [fault] = await to.upsert(organisationId, differing);
    if (fault !== undefined)
      throw new AppError("INTERNAL", `reconcile: passage ${fault.id}: ${fault.message}`);
    stored += differing.length;
  }
  await to.remove(organisationId, [...there.keys()]);
  return { stored, removed: there.size };
};
