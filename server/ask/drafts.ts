import { nextDue } from "#server/ask/core/next-due.ts";
import { type Quiet, questionAt, quietAt, quieted, unquieted } from "#server/ask/core/quiet.ts";
import { mayPropose } from "#server/ask/core/roles.ts";
import { goBacksOn } from "#server/ask/go-backs.ts";
import { truckOfRoute } from "#server/ask/hand-over.ts";
import { SAYS_LATE } from "#server/ask/own.schema.ts";
import type { AlertRow, AskDraftRow, Confirmed, MailingRow, NoticeRow } from "#server/ask/proposal.schema.ts";
import { Proposal } from "#server/ask/proposal.schema.ts";
import type { Ask } from "#server/ask/service.ts";
import {
  decideDraft,
  endRule,
  insertRule,
  listDrafts,
  listNotices,
  type Rule,
  readRules,
  reopenDraft,
  shownRules,
  writeQuiet,
} from "#server/ask/store-drafts.ts";
import { endMailing, insertMailing, shownMailings } from "#server/ask/store-mailings.ts";
import { type Changes, changesToUndo, settingChangesSince, stateOfProposal } from "#server/ask/undoing.ts";
import { dayWords } from "#server/lib/day-words.ts";
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
    board: Pick<Routing["board"], "day" | "extraPlaces" | "addExtra" | "moveAll">;
  };
  changes: Changes;
  /** How many rows a question has now, or why it cannot be watched. */
  rowsNow: Ask["rowsNow"];
};

type Proposed<Action extends Proposal["action"]> = Extract<Proposal, { action: Action }>;

const BUDGET_S = 20;
// What was raised before is told by the exceptions and reports of its day.
const NOTICES_MS = 24 * 3_600_000;

/** Drafts that questions made: listed, put aside, confirmed; only a confirmation does what they say. */
export const createDrafts = ({ db, operations, routing, changes, rowsNow }: DraftDeps) => {
  // The routes of a day that still run or are to, those with the fewest stops left first: the trucks that are missed least.
  const openRoutes = (
    scope: Scope,
    day: string,
    filters: Parameters<Operations["page"]>[2]["filters"],
    limit = 1,
  ) =>
    operations.page("routes", scope, {
      filters: [
        { column: "serviceDay", op: "eq", value: day },
        { column: "status", op: "in", value: ["planned", "active"] },
        ...filters,
      ],
      sort: [{ column: "stopsLeft", descending: false }],
      offset: 0,
      limit,
    });

  const vehicleOfRoute = async (scope: Scope, route: string): Promise<number> => {
    const vehicleId = await truckOfRoute(operations, scope, route);
    if (vehicleId === null)
      throw new AppError(
        "CONFLICT",
        `${route}: found no running route of that name with a truck, expected one`,
      );
    return vehicleId;
  };

  const vehiclesOf = async (
    scope: Scope,
    day: string,
    { withoutDriverId, fewerTrucks, fewerOf, depotId }: Extract<Proposal, { action: "replan" }>,
  ): Promise<number[]> => {
    const wanted = withoutDriverId === null ? fewerTrucks : 1;
    if (wanted === 0) return [];
    // A truck may have more than one route of the day.
    const { rows } = await openRoutes(
      scope,
      day,
      withoutDriverId === null
        ? [
            { column: "vehicleId", op: "is-null", value: false },
            ...(fewerOf === undefined ? [] : [{ column: "stream", op: "eq" as const, value: fewerOf }]),
            ...(depotId === undefined ? [] : [{ column: "depotId", op: "eq" as const, value: depotId }]),
          ]
        : [{ column: "driverId", op: "eq", value: withoutDriverId }],
      withoutDriverId === null ? 10 * wanted : 1,
    );
    const vehicleIds = [...new Set(rows.flatMap(({ vehicleId }) => vehicleId ?? []))].slice(0, wanted);
    if (vehicleIds.length < wanted)
      throw new AppError(
        "CONFLICT",
        `found ${vehicleIds.length === 0 ? "no route" : vehicleIds.length} of ${dayWords(day)} with a truck that could be left out, expected ${wanted === 1 ? "one" : wanted}`,
      );
    return vehicleIds;
  };

  const rulesOf = async (scope: Scope, of: "late" | undefined) =>
    (await readRules(db, scope)).filter(({ words }) => of === undefined || SAYS_LATE.test(words));

  const writeQuietOf = (
    scope: Scope,
    { id, quiet: before }: Pick<Rule, "id" | "quiet">,
    { quiet, action }: { quiet: Quiet[]; action: string },
  ): Promise<boolean> =>
    db.$transaction(async (tx) => {
      if (!(await writeQuiet(tx, id, quiet))) return false;
      await record(tx, scope, {
        ...{ action, entity: "alert", entityId: id },
        ...{ before: { quiet: before }, after: { quiet } },
      });
      return true;
    });

  /** Has the alerts of who asks leave names out, or be quiet; maps to how many do. */
  const mute = async (scope: Scope, { names, until, of }: Proposed<"mute">): Promise<number> => {
    const nowMs = Date.parse(operations.clock(scope).now);
    let muted = 0;
    for (const rule of await rulesOf(scope, of)) {
      const before = quietAt(rule.quiet, nowMs);
      const quiet = quieted(before, names, until ?? null);
      if (JSON.stringify(quiet) === JSON.stringify(before)) continue;
      // One whose rows know no such thing, or that would be read as something else, stays as it is.
      const watched = names.length === 0 ? null : questionAt(rule.question, quiet, nowMs);
      if (watched !== null && typeof (await rowsNow(scope, watched)) !== "number") continue;
      if (await writeQuietOf(scope, rule, { quiet, action: "ask.alert.mute" })) muted++;
    }
    if (muted === 0)
      throw new AppError(
        "CONFLICT",
        names.length === 0
          ? "none of your alerts runs"
          : `none of your alerts could leave ${names.join(" and ")} out`,
      );
    return muted;
  };

  /** Has the alerts of who asks watch names again; maps to how many do. */
  const unmute = async (scope: Scope, { names, of }: Proposed<"unmute">): Promise<number> => {
    const nowMs = Date.parse(operations.clock(scope).now);
    let heard = 0;
    for (const rule of await rulesOf(scope, of)) {
      const before = quietAt(rule.quiet, nowMs);
      const quiet = unquieted(before, names);
      if (quiet.length === before.length) continue;
      if (await writeQuietOf(scope, rule, { quiet, action: "ask.alert.unmute" })) heard++;
    }
    if (heard === 0)
      throw new AppError(
        "CONFLICT",
        `none of your alerts leaves ${names.length === 0 ? "anything" : names.join(" and ")} out, expected one that does`,
      );
    return heard;
  };

  const putAside = (scope: Scope, id: number): Promise<void> =>
    db.$transaction(async (tx) => {
      if ((await decideDraft(tx, scope, id, false)) === null)
        throw new AppError("NOT_FOUND", `draft ${id}: found none of yours that waits, expected one`);
      await record(tx, scope, {
        ...{ action: "ask.dismiss", entity: "ask-draft", entityId: id, before: null, after: null },
      });
    });

  // What waits is put aside, and what was confirmed undone: that one proposal, and nothing else.
  const takeBack = async (scope: Scope, words: string): Promise<Confirmed> => {
    const state = await stateOfProposal(changes, scope, {
      ...{ drafts: await listDrafts(db, scope), words, nowMs: Date.now() },
    });
    if (state.kind === "waiting") {
      await putAside(scope, state.draftId);
      return { href: "/ask", words: "The proposal was put aside." };
    }
    if (state.kind !== "done" || state.changes.length === 0)
      throw new AppError("CONFLICT", "nothing of that proposal is left to take back");
    for (const { id } of state.changes) await changes.undo(scope, id);
    return { href: "/admin", words: `${state.changes.length} of your changes were undone.` };
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
        const { route, keepFirst, depotId } = proposal;
        const today = operations.serviceDay(scope);
        const { day: serviceDay = today } = proposal;
        if (serviceDay < today)
          throw new AppError(
            "CONFLICT",
            `${dayWords(serviceDay)} is over, expected a day to come: ask again`,
          );
        // Which trucks a coming day has is known once its routes are made.
        if (serviceDay > today) await routing.board.day(scope, serviceDay);
        const without = await vehiclesOf(scope, serviceDay, proposal);
        const own = route === undefined ? undefined : await vehicleOfRoute(scope, route);
        const whatIf = {
          ...proposal.whatIf,
          withoutVehicleIds: [...new Set([...proposal.whatIf.withoutVehicleIds, ...without])],
          ...(own === undefined ? {} : { onlyVehicleIds: [own] }),
          ...(own === undefined || keepFirst === undefined
            ? {}
            : { keepFirst: [{ vehicleId: own, count: keepFirst }] }),
        };
        const { id } = await routing.request(scope, {
          kind: serviceDay === today ? "rest" : "day",
          serviceDay,
          ...(depotId === undefined ? {} : { depotIds: [depotId] }),
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
        const { serviceDay, siteId, stream, by = "cost" } = proposal;
        const stop = { serviceDay, siteId, stream };
        const { places, reason } = await routing.board.extraPlaces(scope, stop, { by });
        const [best] = places;
        if (!best)
          throw new AppError(
            "CONFLICT",
            `the extra stop fits nowhere: ${reason ?? "no truck has room and time"}`,
          );
        const { vehicleId, position } = best;
        await routing.board.addExtra(scope, { ...stop, to: { vehicleId, position } });
        return { href: `/board?day=${serviceDay}`, words: `${best.vehicle} has the stop now.` };
      }
      case "hand-over": {
        const { route, shown } = proposal;
        if (shown === undefined)
          throw new AppError(
            "CONFLICT",
            `the draft for ${route} says not which stops go where, expected them: ask again`,
          );
        const { serviceDay, moves, left } = shown;
        const count = moves.length + left.length;
        if (moves.length === 0)
          throw new AppError(
            "CONFLICT",
            `no truck takes stops of ${route}: ${left[0]?.reason ?? "none is left"}`,
          );
        await routing.board.moveAll(scope, { serviceDay, moves });
        return {
          href: `/board?day=${serviceDay}`,
          words: `${moves.length} of ${count} stops were moved; one undo takes them all back.`,
        };
      }
      case "go-backs": {
        const { vehicleId, before } = proposal;
        const serviceDay = operations.serviceDay(scope);
        const { extraPlaces } = routing.board;
        const found = await goBacksOn({ operations, extraPlaces }, scope, proposal);
        let added = 0;
        for (const { siteId, stream, place } of found) {
          if (place === null || siteId === null || stream === null) continue;
          const stop = { serviceDay, siteId, stream };
          // Those before it may have taken the time it was promised.
          const { places } = await extraPlaces(scope, stop, {
            vehicleId,
            ...(before === null ? {} : { before }),
          });
          const to = places[0];
          if (!to) continue;
          await routing.board.addExtra(scope, { ...stop, to: { vehicleId, position: to.position } });
          added++;
        }
        if (added === 0)
          throw new AppError("CONFLICT", "none of the missed pickups fits on that truck any more");
        return {
          href: `/board?day=${serviceDay}`,
          words: `${added} of ${found.length} missed pickups are stops of that truck now; each can be undone by itself.`,
        };
      }
      case "settings-back": {
        const { prefix, sinceS } = proposal;
        const since = new Date(Date.now() - sinceS * 1_000);
        const found = await settingChangesSince(changes, scope, { prefix, since });
        if (found.length === 0)
          throw new AppError("CONFLICT", "none of these settings was changed since then");
        for (const { id } of found) await changes.undo(scope, id);
        return { href: "/admin", words: `${found.length} changes of settings were undone.` };
      }
      case "undo": {
        if (proposal.proposed !== undefined) return takeBack(scope, proposal.proposed);
        const found = await changesToUndo(changes, scope, proposal);
        if (found.length === 0) throw new AppError("CONFLICT", "none of your changes can be undone");
        for (const { id } of found) await changes.undo(scope, id);
        return { href: "/admin", words: `${found.length} of your changes were undone.` };
      }
      case "mute":
        return { href: "/ask", words: `${await mute(scope, proposal)} of your alerts: ${words}.` };
      case "unmute":
        return { href: "/ask", words: `${await unmute(scope, proposal)} of your alerts: ${words}.` };
      case "mailing": {
        const { now, timeZone } = operations.clock(scope);
        const dueAt = nextDue(new Date(now), proposal, timeZone);
        await db.$transaction(async (tx) => {
          const id = await insertMailing(tx, scope, proposal, { words, dueAt });
          const { action: _, ...after } = proposal;
          await record(tx, scope, {
            ...{ action: "ask.mailing", entity: "mailing", entityId: id, before: null, after },
          });
        });
        return { href: "/ask", words: "It goes out by mail from now on." };
      }
      case "alert": {
        const { question, forS, bound = null } = proposal;
        await db.$transaction(async (tx) => {
          const id = await insertRule(tx, scope, { question, words, forS, bound });
          await record(tx, scope, {
            action: "ask.alert",
            entity: "alert",
            entityId: id,
            before: null,
            after: { question, forS, bound },
          });
        });
        return { href: "/ask", words: "The question is counted each minute from now on." };
      }
    }
  };

  return {
    drafts: (scope: Scope): Promise<AskDraftRow[]> => listDrafts(db, scope),
    alerts: (scope: Scope): Promise<AlertRow[]> => shownRules(db, scope, operations.clock(scope)),
    notices: (scope: Scope): Promise<NoticeRow[]> =>
      listNotices(db, scope, new Date(Date.parse(operations.clock(scope).now) - NOTICES_MS)),

    mailings: (scope: Scope): Promise<MailingRow[]> => shownMailings(db, scope),

    /** Does what a waiting draft of the asker says. */
    async confirm(scope: Scope, id: number): Promise<Confirmed> {
      const draft = await db.$transaction(async (tx) => {
        const found = await decideDraft(tx, scope, id, true);
        if (found === null)
          throw new AppError("NOT_FOUND", `draft ${id}: found none of yours that still waits, expected one`);
        const proposal = Proposal.parse(found.body);
        if (!mayPropose(scope, proposal.action))
          throw new AppError(
            "FORBIDDEN",
            proposal.action === "settings-back"
              ? `draft ${id} changes settings of the platform, which engineers and admins of the organisation that runs it may`
              : `draft ${id} changes the day, which a ${scope.role} may not`,
          );
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
    dismiss: putAside,

    /** Ends a report by mail of the asker. */
    async endMailing(scope: Scope, id: number): Promise<void> {
      await db.$transaction(async (tx) => {
        if (!(await endMailing(tx, scope, id)))
          throw new AppError("NOT_FOUND", `mailing ${id}: found none of yours, expected one`);
        await record(tx, scope, {
          ...{ action: "ask.mailing.end", entity: "mailing", entityId: id, before: null, after: null },
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
