import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDrafts, type Drafts } from "#server/ask/drafts.ts";
import { ASK_MAILING, createMailings, type MailingDeps } from "#server/ask/mailings.ts";
import { type AskedCity, openAskedCity, partOf } from "#server/compose/fixture-asked-city.ts";
import type { Role, Scope } from "#server/lib/scope.ts";
import type { OutboxMessage } from "#server/platform/outbox.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

// A Wednesday.
const NOW = "2026-11-25T10:30:00.000Z";
const WEEKLY = "Send the city a PDF of service verification every Friday at 17:00.";
const database = withTestDatabase();
let city: AskedCity;
let drafts: Drafts;
type Letter = Parameters<NonNullable<MailingDeps["send"]>>[0];
let letters: Letter[] = [];
let nowMs = Date.parse(NOW);

beforeAll(async () => {
  city = await openAskedCity(database.url, { now: NOW, days: 3 });
  const never = () => Promise.reject(new Error("a mail touches no plan"));
  drafts = createDrafts({
    ...{ db: city.db.db, operations: city.deps.operations, rowsNow: city.ask.rowsNow },
    routing: {
      ...{ request: never, rescue: never },
      board: { day: never, extraPlaces: never, addExtra: never, moveAll: never },
    },
    changes: { list: never, isUndoable: () => false, undo: never },
  });
}, 120_000);
afterAll(() => city.close());

const user = (userId: string, role: Role = "manager"): Scope => ({ ...city.scopeOf(role), userId });
const mailings = (more: Partial<MailingDeps> = {}) =>
  createMailings({
    ...{ db: city.db.db, ask: city.ask, nowMs: () => nowMs, timeZoneOf: () => "Europe/London" },
    ownerOf: async (organisationId, userId) => ({ ...user(userId), organisationId }),
    currencyOf: async () => "GBP",
    emailOf: async (_, userId) => `${userId}@example.org`,
    send: async (letter) => void letters.push(letter),
    publicUrl: "https://roundsman.example",
    ...more,
  });
const mailingOf = async (scope: Scope, text: string) => {
  const parts = [];
  for await (const part of city.ask.ask(scope, { text })) parts.push(part);
  const draftId = partOf(parts, "proposal")?.draftId;
  if (typeof draftId !== "number") throw new Error(`"${text}" left no draft`);
  expect(await drafts.mailings(scope)).toEqual([]);
  await drafts.confirm(scope, draftId);
  const [made] = await drafts.mailings(scope);
  if (!made) throw new Error(`"${text}" left no mailing`);
  return made;
};
/** Announcements of mails, the newest first, as a relay hands them over. */
const messages = async (): Promise<OutboxMessage[]> => {
  const { rows } = await city.db.pool.query<{
    id: string;
    organisation_id: number;
    lane: string;
    payload: unknown;
  }>("SELECT id, organisation_id, lane, payload FROM outbox WHERE topic = $1 ORDER BY id DESC", [
    ASK_MAILING,
  ]);
  return rows.map(({ id, organisation_id, lane, payload }) => ({
    ...{ id: BigInt(id), organisationId: organisation_id, topic: ASK_MAILING, lane, payload },
    ...{ attempts: 0, createdAt: new Date() },
  }));
};
const newest = async (): Promise<OutboxMessage> => {
  const [message] = await messages();
  if (!message) throw new Error("no mail was announced, expected one");
  return message;
};
const actions = async (id: number): Promise<string[]> =>
  (
    await city.db.pool.query<{ action: string }>(
      "SELECT action FROM audit WHERE entity = 'mailing' AND entity_id = $1 ORDER BY id",
      [String(id)],
    )
  ).rows.map(({ action }) => action);

describe("a report by mail", () => {
  it("is announced once when it is due, by however many processes, and put off to the next time", async () => {
    const scope = user("ann");
    const { id, dueAt } = await mailingOf(scope, WEEKLY);
    expect(dueAt).toBe("2026-11-27T17:00:00.000Z");
    const one = mailings();
    expect(await one.announceDue()).toBe(0);
    nowMs = Date.parse("2026-11-27T17:00:30.000Z");
    const announced = await Promise.all([one.announceDue(), mailings().announceDue(), one.announceDue()]);
    expect(announced.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect((await drafts.mailings(scope))[0]?.dueAt).toBe("2026-12-04T17:00:00.000Z");
    expect(await actions(id)).toEqual(["ask.mailing", "ask.mailing.due"]);
    letters = [];
    await one.write(await newest());
    const [letter] = letters;
    expect(letter?.to).toEqual(["ann@example.org"]);
    expect(letter?.text).toContain("stops: done, with proof, this week");
    const [file] = letter?.files ?? [];
    expect(file).toMatchObject({ filename: "roundsman-2026-11-25.pdf", contentType: "application/pdf" });
    expect(file?.content.subarray(0, 5).toString()).toBe("%PDF-");
    const proven =
      await city.value(`SELECT count(*) FROM stop s WHERE s.status = 'done' AND s.done_at <= '${NOW}'
      AND s.service_day BETWEEN '2026-11-23' AND '2026-11-25' AND EXISTS (SELECT FROM proof f WHERE f.stop_id = s.id)`);
    expect(letter?.text).toContain(`stops: ${proven.toLocaleString("en-GB")}`);
    expect((await drafts.mailings(scope))[0]).toMatchObject({
      sentAt: new Date(nowMs).toISOString(),
      fault: null,
    });
    expect(await actions(id)).toEqual(["ask.mailing", "ask.mailing.due", "ask.mailing.sent"]);
  });

  it("goes to the addresses that are named, as a table where one is asked for", async () => {
    const scope = user("bob");
    await mailingOf(scope, "mail ops@city.gov the open exceptions as csv every day at 7");
    nowMs = Date.parse("2026-11-28T07:00:00.000Z");
    expect(await mailings().announceDue()).toBe(1);
    letters = [];
    await mailings().write(await newest());
    expect(letters[0]?.to).toEqual(["ops@city.gov"]);
    const lines = (letters[0]?.files[0]?.content.toString("utf8") ?? "").split("\r\n");
    expect(letters[0]?.files[0]?.contentType).toMatch(/^text\/csv/);
    expect(lines.length).toBeGreaterThan(2);
  });

  it("is asked again where the mail server does not take it", async () => {
    const message = await newest();
    const refusing = mailings({ send: () => Promise.reject(new Error("421 try later")) });
    await expect(refusing.write(message)).rejects.toThrow("421");
    letters = [];
    await mailings().write(message);
    expect(letters).toHaveLength(1);
  });

  it.each<[why: string, more: Partial<MailingDeps>, fault: string]>([
    ["no mail server is named", { send: null }, "SMTP_URL"],
    ["its owner is gone", { ownerOf: async () => null }, "works here no more"],
    [
      "its owner may not ask it any more",
      { ownerOf: async (): Promise<Scope> => ({ ...user("cat", "driver"), driverId: 1 }) },
      "not to the role driver",
    ],
  ])("says why it does not go out where %s", async (why, more, fault) => {
    const scope = user(`cat ${why}`);
    const { id } = await mailingOf(scope, "mail me speeding events this week every day at 7");
    letters = [];
    const message = { ...(await newest()), payload: { mailingId: id, dueAt: NOW } };
    await mailings(more).write(message);
    expect(letters).toEqual([]);
    expect((await drafts.mailings(scope))[0]).toMatchObject({
      ...{ sentAt: null, fault: expect.stringContaining(fault) },
    });
    expect(await actions(id)).toEqual(["ask.mailing", "ask.mailing.failed"]);
  });

  it("ends by its owner's click alone and is sent no more", async () => {
    const scope = user("dan");
    const { id } = await mailingOf(scope, "mail me late routes every day at 7");
    await expect(drafts.endMailing(user("eve"), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await drafts.endMailing(scope, id);
    letters = [];
    await mailings().write({ ...(await newest()), payload: { mailingId: id, dueAt: NOW } });
    expect(letters).toEqual([]);
    expect(await drafts.mailings(scope)).toEqual([]);
    expect(await actions(id)).toEqual(["ask.mailing", "ask.mailing.end"]);
  });
});
