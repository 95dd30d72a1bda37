import pg from "pg";
import { afterEach, expect, it, vi } from "vitest";
import { createLeader, type Leader } from "#server/platform/leader.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const opened: Leader[] = [];
afterEach(async () => {
  for (const leader of opened.splice(0)) await leader.close();
});

const nothing = async (): Promise<void> => {};
/** Work that goes on until it is told to end. */
const ongoing = () => {
  let end = (): void => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { ended, end: () => end() };
};
const open = (who: string, said: string[], taken = nothing, stopped = nothing) => {
  const leader = createLeader({
    ...{ url: database.url, name: "tests", report: () => said.push(`${who} reports`) },
    taken: async () => {
      await taken();
      said.push(`${who} leads`);
    },
    lost: async () => {
      await stopped();
      said.push(`${who} leads no more`);
    },
  });
  opened.push(leader);
  return leader;
};
const until = (holds: () => unknown) => vi.waitFor(holds, { timeout: 20_000, interval: 50 });

/** Ends every connection that looks for the lead, as the end of its process would. */
const cut = async (most: number) => {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity JOIN pg_locks USING (pid)
     WHERE application_name = 'roundsman leader of tests' AND locktype = 'advisory' AND granted LIMIT ${most}`,
  );
  await client.end();
};

it("one of two leads, and the other takes over when its connection ends, and when it closes", async () => {
  const said: string[] = [];
  const [one, two] = [open("one", said), open("two", said)];
  await one.start();
  await two.start();
  expect([one.isLeader(), two.isLeader()]).toEqual([true, false]);
  await cut(1);
  await until(() => expect([one.isLeader(), two.isLeader()]).toEqual([false, true]));
  await two.close();
  expect(two.isLeader()).toBe(false);
  await until(() => expect(one.isLeader()).toBe(true));
  expect(said.filter((word) => !word.endsWith("reports"))).toEqual([
    ...["one leads", "one leads no more", "two leads", "two leads no more", "one leads"],
  ]);
});

it("who cannot take up the work gives the lead back, and tries again", async () => {
  const said: string[] = [];
  let isBroken = true;
  const one = open("one", said, async () => {
    if (isBroken) throw new Error("cannot");
  });
  await expect(one.start()).rejects.toThrow("cannot");
  expect(one.isLeader()).toBe(false);
  const two = open("two", said);
  await two.start();
  expect(two.isLeader()).toBe(true);
  isBroken = false;
});

it("who closes keeps the lead until what it led has stopped", async () => {
  const said: string[] = [];
  const work = ongoing();
  const one = open("one", said, nothing, () => work.ended);
  const two = open("two", said);
  await one.start();
  const closing = one.close();
  // The first look of another finds the lead held still.
  await two.start();
  expect([one.isLeader(), two.isLeader()]).toEqual([false, false]);
  work.end();
  await closing;
  await until(() => expect(two.isLeader()).toBe(true));
  expect(said).toEqual(["one leads", "one leads no more", "two leads"]);
});

it("whose connection ends while it takes up the work leads only once that has stopped", async () => {
  const said: string[] = [];
  const work = ongoing();
  let isFirst = true;
  const taken = async (): Promise<void> => {
    if (isFirst) await cut(1);
    isFirst = false;
  };
  const one = open("one", said, taken, () => work.ended);
  await one.start();
  expect(one.isLeader()).toBe(false);
  // Longer than until its next look.
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  expect(said.filter((word) => word.includes("leads"))).toEqual(["one leads"]);
  work.end();
  await until(() => expect(one.isLeader()).toBe(true));
  expect(said.filter((word) => word.includes("leads"))).toEqual([
    ...["one leads", "one leads no more", "one leads"],
  ]);
});
