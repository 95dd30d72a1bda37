import {
  hasBriefing,
  insertBriefing,
  listBriefings,
  readChanges,
  readZones,
} from "#server/coordination/briefing-store.ts";
import { announceBriefing } from "#server/coordination/briefings-out.ts";
import { briefingOf, slotAt, type Target } from "#server/coordination/core/briefing.ts";
import { COORDINATION_CHANGED } from "#server/coordination/records.ts";
import type { Board, Briefing, Figure } from "#server/coordination/schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import { record, systemScope } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";
import { announce } from "#server/platform/outbox.ts";

/** Briefings shown: three a day for two weeks. */
const SHOWN = 42;
/** Days that the figures of a briefing look back. */
const FIGURE_DAYS = 30;

/** What {@link createBriefings} needs. */
export type BriefingDeps = {
  db: Db;
  nowIso: (organisationId: number) => string;
  board: (scope: Scope) => Promise<Board>;
  figures: (scope: Scope, days: number) => Promise<Figure[]>;
  /** The KPIs of the running day that have a target. */
  targets: (scope: Scope) => Promise<Target[]>;
};

/** Briefings at 09:00, 13:00 and 17:00 of each zone in which an organisation has depots: made from data, once, and kept. */
export const createBriefings = ({ db, nowIso, board, figures, targets }: BriefingDeps) => ({
  /** Makes what is due and not there yet, also late where nothing ran at the time; maps to how many were made. */
  async makeBriefings(organisationId: number): Promise<number> {
    let made = 0;
    for (const { timeZone, depotIds } of await readZones(db, organisationId)) {
      const madeAt = nowIso(organisationId);
      const due = slotAt(madeAt, timeZone);
      if (due === null || (await hasBriefing(db, organisationId, { ...due, timeZone }))) continue;
      const scope = { ...systemScope(organisationId, "coordination"), depotIds };
      const now = await board(scope);
      // Where nobody coordinates anything there is nobody to brief.
      if (now.workstreams.length === 0) return made;
      const { auditId, changes } = await readChanges(db, organisationId, timeZone);
      const parts = briefingOf({
        ...{ board: now, changes },
        figures: await figures(scope, FIGURE_DAYS),
        targets: await targets(scope),
      });
      await db.$transaction(async (tx) => {
        const row = { ...due, timeZone, depotIds, madeAt, auditId, parts };
        const id = await insertBriefing(tx, organisationId, row);
        if (id === null) return;
        const change = { action: "briefing.make", entity: "briefing", entityId: id, before: null };
        await record(tx, scope, { ...change, after: { ...due, timeZone } });
        const payload = { kind: "briefings", id };
        await announce(tx, { organisationId, topic: COORDINATION_CHANGED, payload });
        await announceBriefing(tx, organisationId, id);
        made++;
      });
    }
    return made;
  },

  /** The newest briefings that a user may see: those whose depots are all his. */
  briefings: (scope: Scope): Promise<Briefing[]> =>
    listBriefings(db, scope.organisationId, scope.depotIds, SHOWN),
});
