import { afterAll, beforeAll, expect, it } from "vitest";
import { ASK_MAILING, createMailings } from "#server/ask/mailings.ts";
import { readRules } from "#server/ask/store-drafts.ts";
import { readMailings } from "#server/ask/store-mailings.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let open: ReturnType<typeof openDb>;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 2 });
});
afterAll(() => open.close());

it("announces what is due of all, where one of them cannot be", async () => {
  const { db } = open;
  await db.$executeRaw(sql`
    INSERT INTO ask_mailing (organisation_id, user_id, question, words, weekdays, minute, format, emails, due_at)
    SELECT o, 'u', 'late routes', 'late routes', '{1,2,3,4,5,6,7}', 480, 'pdf', '{}', '2026-11-23T08:00:00Z'
    FROM unnest('{7,8}'::int[]) o`);
  const never = async (): Promise<never> => {
    throw new Error("nothing is written here");
  };
  const { announceDue } = createMailings({
    ...{ db, ask: { partsNow: never }, ownerOf: never, emailOf: never, send: null, publicUrl: "" },
    nowMs(organisationId) {
      if (organisationId === 7) throw new Error("organisation 7 is gone");
      return Date.parse("2026-11-23T09:00:00Z");
    },
    timeZoneOf: () => "UTC",
    currencyOf: never,
  });
  await expect(announceDue()).rejects.toThrow("1 mailings could not be announced");
  const told = await db.outbox.findMany({ where: { topic: ASK_MAILING } });
  expect(told.map(({ organisationId }) => organisationId)).toEqual([8]);
  await db.askMailing.deleteMany();
});

it("reads every mailing that may be due and every alert that is counted, however many there are", async () => {
  const { db } = open;
  await db.$executeRaw(sql`
    INSERT INTO ask_mailing (organisation_id, user_id, question, words, weekdays, minute, format, emails, due_at)
    SELECT 1, 'u', 'late routes', 'late routes', '{1}', 480, 'pdf', '{}', now() FROM generate_series(1, 1001)`);
  await db.$executeRaw(sql`
    INSERT INTO ask_rule (organisation_id, user_id, question, words, for_s)
    SELECT 1, 'u', 'late routes', 'late routes', 0 FROM generate_series(1, 1001)`);
  expect(await readMailings(db, null)).toHaveLength(1_001);
  expect(await readRules(db, null)).toHaveLength(1_001);
});
