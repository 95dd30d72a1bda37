import * as z from "zod";
import { nextDue } from "#server/ask/core/next-due.ts";
import { type MailedFile, mailedFile, mailedLines } from "#server/ask/mailed-file.ts";
import type { Ask } from "#server/ask/service.ts";
import {
  putOff,
  readMailingById,
  readMailings,
  type StoredMailing,
  writeMailed,
} from "#server/ask/store-mailings.ts";
import { dayWords } from "#server/lib/day-words.ts";
import type { Scope } from "#server/lib/scope.ts";
import { serviceDayOf } from "#server/lib/service-day.ts";
import { record, systemScope } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";
import { announce, type OutboxHandler } from "#server/platform/outbox.ts";

/** The announcement that a report is to go out by mail. */
export const ASK_MAILING = "ask.mailing";

const Due = z.object({ mailingId: z.int(), dueAt: z.iso.datetime() });

/** What {@link createMailings} needs. */
export type MailingDeps = {
  db: Db;
  ask: Pick<Ask, "partsNow">;
  /** What the owner of a mailing may see now; null where he may see nothing any more. */
  ownerOf: (organisationId: number, userId: string) => Promise<Scope | null>;
  /** The address of a user; null where he works here no more. */
  emailOf: (organisationId: number, userId: string) => Promise<string | null>;
  /** The organisation's clock: by it a mailing is due. */
  nowMs: (organisationId: number) => number;
  timeZoneOf: (organisationId: number) => string;
  currencyOf: (organisationId: number) => Promise<string>;
  /** Sends a letter; null where no mail server is named. */
  send:
    | ((letter: { to: string[]; subject: string; text: string; files: MailedFile[] }) => Promise<void>)
    | null;
  publicUrl: string;
};

/** Reports that go out by mail: announced when they are due, written and sent from the announcement, each once. */
export const createMailings = (deps: MailingDeps) => {
  const { db, ask, ownerOf, emailOf, nowMs, timeZoneOf, currencyOf, send, publicUrl } = deps;

  /** Whether a mailing was due and is announced, and put off to its next time. */
  const announceOne = async ({ id, organisationId, dueAt, ...schedule }: StoredMailing): Promise<boolean> => {
    const now = new Date(nowMs(organisationId));
    if (dueAt > now) return false;
    // Those missed while nothing ran go out once.
    const next = nextDue(now, schedule, timeZoneOf(organisationId));
    return db.$transaction(async (tx) => {
      if (!(await putOff(tx, id, dueAt, next))) return false;
      await announce(tx, {
        ...{ organisationId, topic: ASK_MAILING, lane: `mailing ${id}` },
        payload: { mailingId: id, dueAt: dueAt.toISOString() },
      });
      await record(tx, systemScope(organisationId, "mailings"), {
        ...{ action: "ask.mailing.due", entity: "mailing", entityId: id },
        ...{ before: { dueAt: dueAt.toISOString() }, after: { dueAt: next.toISOString() } },
      });
      return true;
    });
  };

  /** Announces every mailing that is due; maps to how many were. One that cannot be is told once the others are. */
  const announceDue = async (): Promise<number> => {
    let announced = 0;
    const faults: unknown[] = [];
    for (const mailing of await readMailings(db, null))
      try {
        if (await announceOne(mailing)) announced++;
      } catch (error) {
        faults.push(error);
      }
    if (faults.length > 0)
      throw new AggregateError(faults, `${faults.length} mailings could not be announced`);
    return announced;
  };

  /** Why a mailing cannot go out, or the letter that does. */
  const letterOf = async ({ organisationId, userId, question, format, emails, words }: StoredMailing) => {
    const owner = await ownerOf(organisationId, userId);
    const own = owner === null ? null : await emailOf(organisationId, userId);
    if (owner === null || own === null) return { fault: "Its owner works here no more." };
    const found = await ask.partsNow(owner, question);
    if ("reason" in found) return { fault: found.text };
    const timeZone = timeZoneOf(organisationId);
    const mailed = { ...found, print: { timeZone, currency: await currencyOf(organisationId) } };
    const day = serviceDayOf(found.asOf, timeZone);
    return {
      letter: {
        to: emails.length > 0 ? [...emails] : [own],
        subject: `Roundsman, ${dayWords(day)}: ${found.words}`.slice(0, 200),
        text: [
          ...mailedLines(mailed),
          "",
          `Asked for by ${owner.userName}: ${words}.`,
          `${publicUrl}/ask`,
        ].join("\n"),
        files: [mailedFile(mailed, format, day)],
      },
    };
  };

  /** Writes and sends what an announcement asks for; throws where the mail server does not take it, to be asked again. */
  const write: OutboxHandler = async ({ payload }) => {
    const { mailingId } = Due.parse(payload);
    const mailing = await readMailingById(db, mailingId);
    // Ended since: nothing goes out any more.
    if (mailing === undefined) return;
    const note = (result: { sentAt: Date | null; fault: string | null }, after: object) =>
      db.$transaction(async (tx) => {
        await writeMailed(tx, mailing.id, result);
        await record(tx, systemScope(mailing.organisationId, "mailings"), {
          ...{ action: result.fault === null ? "ask.mailing.sent" : "ask.mailing.failed" },
          ...{ entity: "mailing", entityId: mailing.id, before: null, after },
        });
      });
    const failed = (fault: string) => note({ sentAt: null, fault }, { fault });
    if (send === null) return failed("SMTP_URL: found nothing, expected the mail server that takes letters");
    const found = await letterOf(mailing);
    if ("fault" in found) return failed(found.fault);
    await send(found.letter);
    await note({ sentAt: new Date(nowMs(mailing.organisationId)), fault: null }, { to: found.letter.to });
  };

  return { announceDue, write };
};
/** Reports that go out by mail. */
export type Mailings = ReturnType<typeof createMailings>;
