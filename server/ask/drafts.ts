import { mayPropose } from "#server/ask/core/roles.ts";
import type { AlertRow, AskDraftRow, Confirmed, NoticeRow } from "#server/ask/proposal.schema.ts";
import { Proposal } from "#server/ask/proposal.schema.ts";
import {
  decideDraft,
  endRule,
  insertRule,
  listDrafts,
  listNotices,
  reopenDraft,
  shownRules,
} from "#server/ask/store-drafts.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Operations } from "#server/operations/service.ts";
import { record } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";
import type { Routing } from "#server/routing/service.ts";

/** What confirmed drafts are handed to. */
export type DraftDeps = {
  db: Db;
  operations: Pick<Operations, "page" | "serviceDay" | "clock">;
  routing: Pick<Routing, "request" | "rescue"> & {
    board: Pick<Routing["board"], "extraPlaces" | "addExtra">;
  };
};

const BUDGET_S = 20;
// What was raised before is told by the exceptions and reports of its day.
const NOTICES_MS = 24 * 3_600_000;

/** Drafts that questions made: listed, put aside, confirmed; only a confirmation does what they say. */
export const createDrafts = ({ db, operations, routing }: DraftDeps) => {
  // The running routes with the fewest stops left: the truck that is missed least.
  const openRoutes = (scope: Scope, filters: Parameters<Operations["page"]>[2]["filters"]) =>
    operations.page("routes", scope, {
      filters: [
        { column: "serviceDay", op: "eq", value: operations.serviceDay(scope) },
        { column: "status", op: "in", value: ["planned", "active"] },
        ...filters,
      ],
      sort: [{ column: "stopsLeft", descending: false }],
      offset: 0,
      limit: 1,
    });

  const vehicleOf = async (
    scope: Scope,
    proposal: Extract<Proposal, { action: "replan" }>,
  ): Promise<number[]> => {
    const { withoutDriverId, isOneFewer } = proposal;
    if (withoutDriverId === null && !isOneFewer) return [];
    const { rows } = await openRoutes(
      scope,
      withoutDriverId === null ? [] : [{ column: "driverId", op: "eq", value: withoutDriverId }],
    );
    const vehicleId = rows[0]?.vehicleId;
    if (vehicleId === null || vehicleId === undefined)
      throw new AppError(
        "CONFLICT",
        "found no running route with a truck that could be left out, expected one",
      );
    return [vehicleId];
  };

  const carryOut = async (scope: Scope, proposal: Proposal, words: string): Promise<Confirmed> => {
    switch (proposal.action) {
      case "rescue": {
        const { ids } = await routing.rescue(scope, {
          vehicleId: proposal.vehicleId,
          budgetS: proposal.budgetS,
        });
        return {
          href: `/plans/${ids[0]}`,
          words: `${ids.length} options are being worked out; one of them can be accepted there.`,
        };
      }
      case "replan": {
        const without = await vehicleOf(scope, proposal);
        const whatIf = {
          ...proposal.whatIf,
          withoutVehicleIds: [...new Set([...proposal.whatIf.withoutVehicleIds, ...without])],
        };
        const serviceDay = operations.serviceDay(scope);
        const { id } = await routing.request(scope, {
          kind: "rest",
          serviceDay,
          whatIf,
          budgetS: BUDGET_S,
          seed: 1,
        });
        return {
          href: `/plans/${id}`,
          words: "The plan is being made; it changes the day only once it is accepted there.",
        };
      }
      case "extra": {
        const { serviceDay, siteId, stream } = proposal;
        const { places, reason } = await routing.board.extraPlaces(scope, { serviceDay, siteId, stream });
        const [best] = places;
        if (!best)
          throw new AppError(
            "CONFLICT",
            `the extra stop fits nowhere: ${reason ?? "no truck has room and time"}`,
          );
        const { vehicleId, position } = best;
        await routing.board.addExtra(scope, { serviceDay, siteId, stream, to: { vehicleId, position } });
        return { href: `/board?day=${serviceDay}`, words: `${best.vehicle} has the stop now.` };
      }
      case "alert": {
        const { question, forS } = proposal;
        await db.$transaction(async (tx) => {
          const id = await insertRule(tx, scope, { question, words, forS });
          await record(tx, scope, {
            action: "ask.alert",
            entity: "alert",
            entityId: id,
            before: null,
            after: { question, forS },
          });
        });
        return { href: "/ask", words: "The question is counted each minute from now on." };
      }
    }
  };

  return {
    drafts: (scope: Scope): Promise<AskDraftRow[]> => listDrafts(db, scope),
    alerts: (scope: Scope): Promise<AlertRow[]> => shownRules(db, scope),
    notices: (scope: Scope): Promise<NoticeRow[]> =>
      listNotices(db, scope, new Date(Date.parse(operations.clock(scope).now) - NOTICES_MS)),

    /** Does what a waiting draft of the asker says. */
    async confirm(scope: Scope, id: number): Promise<Confirmed> {
      const draft = await db.$transaction(async (tx) => {
        const found = await decideDraft(tx, scope, id, true);
        if (found === null)
          throw new AppError("NOT_FOUND", `draft ${id}: found none of yours that still waits, expected one`);
        const proposal = Proposal.parse(found.body);
        if (!mayPropose(scope.role, proposal.action))
          throw new AppError("FORBIDDEN", `draft ${id} changes the day, which a ${scope.role} may not`);
        await record(tx, scope, {
          action: "ask.confirm",
          entity: "ask-draft",
          entityId: id,
          before: null,
          after: proposal,
        });
        return { proposal, words: found.words };
      });
      try {
        return await carryOut(scope, draft.proposal, draft.words);
      } catch (error) {
        await db.$transaction(async (tx) => {
          await reopenDraft(tx, id);
          await record(tx, scope, {
            ...{ action: "ask.confirm.failed", entity: "ask-draft", entityId: id, before: draft.proposal },
            after: { reason: error instanceof Error ? error.message : String(error) },
          });
        });
        throw error;
      }
    },

    /** Puts a waiting draft of the asker aside. */
    async dismiss(scope: Scope, id: number): Promise<void> {
      await db.$transaction(async (tx) => {
        if ((await decideDraft(tx, scope, id, false)) === null)
          throw new AppError("NOT_FOUND", `draft ${id}: found none of yours that waits, expected one`);
        await record(tx, scope, {
          action: "ask.dismiss",
          entity: "ask-draft",
          entityId: id,
          before: null,
          after: null,
        });
      });
    },

    /** Ends an alert of the asker. */
    async endAlert(scope: Scope, id: number): Promise<void> {
      await db.$transaction(async (tx) => {
        if (!(await endRule(tx, scope, id)))
          throw new AppError("NOT_FOUND", `alert ${id}: found none of yours, expected one`);
        await record(tx, scope, {
          action: "ask.alert.end",
          entity: "alert",
          entityId: id,
          before: null,
          after: null,
        });
      });
    },
  };
};
/** See {@link createDrafts}. */
export type Drafts = ReturnType<typeof createDrafts>;
