import { afterAll, beforeAll, expect, it } from "vitest";
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
