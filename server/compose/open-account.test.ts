import { beforeAll, expect, it } from "vitest";
import { openAccount } from "#server/compose/open-account.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
let db: ReturnType<typeof openDb>["db"];
const ids = new Map<string, number>();

beforeAll(async () => {
  const opened = openDb({ url: database.url, poolSize: 1 });
  db = opened.db;
  for (const slug of ["demo", "acme"]) {
    const made = await db.organisation.create({ data: { slug, name: slug, timeZone: "UTC", kind: "own" } });
    ids.set(slug, made.id);
  }
  return opened.close;
});

it.each([
  { isEmulator: true, named: "acme", whose: "demo" },
  { isEmulator: false, named: "acme", whose: "acme" },
  { isEmulator: true, named: null, whose: "demo" },
  { isEmulator: false, named: null, whose: "demo" },
])("the account of an emulator ($isEmulator) beside those of $named is that of $whose", async (given) => {
  const { isEmulator, named, whose } = given;
  const { organisation, whileItAnswers } = openAccount(
    { db, env: { externalOrganisation: named } },
    isEmulator,
  );
  expect(await organisation()).toBe(ids.get(whose));
  const worked: number[] = [];
  await whileItAnswers(async (organisationId) => void worked.push(organisationId));
  expect(worked).toEqual([ids.get(whose)]);
});
