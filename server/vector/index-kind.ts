import * as z from "zod";
import type { Scope } from "#server/lib/scope.ts";
import { systemScope } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";
import type { IndexControl } from "#server/vector/index-control.ts";
import { rebuildsOfLate } from "#server/vector/index-run-store.ts";
import { INDEX_KINDS, type IndexKind, IndexSettings } from "#server/vector/schema.ts";

const AS_CHOSEN = "as-chosen";
/** A kind of index as a setting names it. */
export const KindSetting = z
  .enum([AS_CHOSEN, ...INDEX_KINDS])
  .transform((kind): IndexKind | null => (kind === AS_CHOSEN ? null : kind));

/** Who asks for rebuilds here, and who takes them back. */
const [ASKS, TAKES_BACK] = ["flag vector.index_kind", "flag vector.index_kind, taken back"];

/** What {@link createIndexKind} needs. */
export type IndexKindDeps = {
  db: Db;
  control: Pick<IndexControl, "report" | "rebuild">;
  /** The kind that is wanted; null for what people chose on the page of the index. */
  wanted: () => IndexKind | null;
  organisationId: () => number | undefined;
};

/**
 * Keeps the kind of index at what a setting says, by asking for rebuilds as people do; where it says nothing any more,
 * the arrangement before its first rebuild comes back. A rebuild that failed is not asked for again.
 */
export const createIndexKind = ({ db, control, wanted, organisationId }: IndexKindDeps) => ({
  /** Looks once, and asks for a rebuild where one is due; maps to its number. */
  async follow(): Promise<number | null> {
    const id = organisationId();
    if (id === undefined) return null;
    const runs = await rebuildsOfLate(db);
    const [newest] = runs;
    if (newest !== undefined && newest.finishedAt === null) return null;
    const ask = (by: string, index: IndexSettings): Promise<number> => {
      const scope: Scope = { ...systemScope(id, "flags"), userName: by };
      return control.rebuild(scope, index);
    };
    const kind = wanted();
    if (kind !== null) {
      if (newest?.askedBy === ASKS && newest.index?.kind === kind) return null;
      const report = await control.report(systemScope(id, "flags"));
      if (!report.isOn || report.stores.some(({ index }) => index.kind === kind)) return null;
      return ask(ASKS, IndexSettings.parse({ kind }));
    }
    if (newest?.askedBy !== ASKS) return null;
    const others = runs.findIndex(({ askedBy }) => askedBy !== ASKS);
    const first = runs[others < 0 ? runs.length - 1 : others - 1];
    const before = first?.before ?? null;
    return before === null ? null : ask(TAKES_BACK, before);
  },
});
