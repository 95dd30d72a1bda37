import * as z from "zod";
import {
  BRIEFING_SENT,
  readBriefing,
  readBriefingWays,
  writeBriefingWays,
} from "#server/coordination/briefing-store.ts";
import { briefingText } from "#server/coordination/core/briefing-text.ts";
import type { Briefing, BriefingWays } from "#server/coordination/schema.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";
import { assertUnchanged, record, systemScope, type Undoer } from "#server/platform/audit.ts";
import type { Db, Tx } from "#server/platform/db.ts";
import { announce, type OutboxHandler, type OutboxMessage } from "#server/platform/outbox.ts";
import { Ways } from "#server/platform/ways.schema.ts";
import { assertWays, type WaysOut } from "#server/platform/ways-out.ts";

/** The announcement that asks for a briefing by mail. */
export const BRIEFING_EMAIL = "briefing.email";
/** The announcement that asks for a briefing by webhook. */
export const BRIEFING_WEBHOOK = "briefing.webhook";

const ENTITY = "briefing-ways";
const Sent = z.object({ briefingId: z.int() });

/** The way back of a change of where briefings go. */
export const undoBriefingWays: Undoer = async (tx, { organisationId }, row) => {
  assertUnchanged(row, await readBriefingWays(tx, organisationId));
  await writeBriefingWays(tx, organisationId, Ways.parse(row.before));
};

/** Announces a briefing that was made to where its organisation wants it, a lane for each receiver. */
export const announceBriefing = async (tx: Tx, organisationId: number, briefingId: number): Promise<void> => {
  const { emails, webhook } = await readBriefingWays(tx, organisationId);
  const announced = { organisationId, payload: { briefingId } };
  if (emails.length > 0) await announce(tx, { ...announced, topic: BRIEFING_EMAIL });
  if (webhook !== null)
    await announce(tx, { ...announced, topic: BRIEFING_WEBHOOK, lane: new URL(webhook).host });
};

/** What {@link createBriefingsOut} needs. */
export type BriefingsOutDeps = { db: Db; out: WaysOut; publicUrl: string };

/** Where briefings go beside the screen, and what carries them there from the outbox. */
export const createBriefingsOut = ({ db, out, publicUrl }: BriefingsOutDeps) => {
  const { hasWebhooks, hasLetters } = out;
  const linkOf = ({ id }: Briefing) => `${publicUrl}/coordination?briefing=${id}`;

  const find = async ({ organisationId, payload }: OutboxMessage) => {
    const { briefingId } = Sent.parse(payload);
    const briefing = await readBriefing(db, organisationId, briefingId);
    if (briefing === null)
      throw new AppError("NOT_FOUND", `briefing ${briefingId}: found none, expected one to send`);
    // The ways may have been changed since.
    return { briefing, ways: await readBriefingWays(db, organisationId) };
  };
  const note = (organisationId: number, { id }: Briefing, after: object): Promise<number> =>
    db.$transaction((tx) =>
      record(tx, systemScope(organisationId, "coordination"), {
        ...{ action: BRIEFING_SENT, entity: "briefing", entityId: id, before: null, after },
      }),
    );

  const write: OutboxHandler = async (message) => {
    const { briefing, ways } = await find(message);
    if (ways.emails.length === 0) return;
    await out.write({ to: ways.emails, ...briefingText(briefing, linkOf(briefing)) });
    await note(message.organisationId, briefing, { way: "email", count: ways.emails.length });
  };

  const post: OutboxHandler = async (message) => {
    const { briefing, ways } = await find(message);
    if (ways.webhook === null) return;
    const { id, day, slot, timeZone, madeAt, parts } = briefing;
    await out.post(ways.webhook, message.id, {
      event: "briefing",
      briefing: { id, day, slot, timeZone, madeAt, parts },
      link: linkOf(briefing),
    });
    await note(message.organisationId, briefing, { way: "webhook", count: 1 });
  };

  return {
    write,
    post,
    /** Where briefings go, and which ways there are here. */
    async briefingWays({ organisationId }: Scope): Promise<BriefingWays> {
      return { ...(await readBriefingWays(db, organisationId)), hasWebhooks, hasLetters };
    },
    /** Says where briefings go; those of all depots do, so who sees only some may not say it. */
    async saveBriefingWays(scope: Scope, ways: Ways): Promise<{ auditId: number }> {
      if (scope.depotIds !== null)
        throw new AppError(
          "FORBIDDEN",
          "briefings: they tell of all depots; found a user of some, expected one of all",
        );
      assertWays(out, ways);
      const auditId = await db.$transaction(async (tx) => {
        const before = await readBriefingWays(tx, scope.organisationId);
        await writeBriefingWays(tx, scope.organisationId, ways);
        const change = { action: "briefing-ways.save", entity: ENTITY, entityId: scope.organisationId };
        return record(tx, scope, { ...change, before, after: ways });
      });
      return { auditId };
    },
  };
};
/** What carries briefings out of the product. */
export type BriefingsOut = ReturnType<typeof createBriefingsOut>;
