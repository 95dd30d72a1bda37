import type { ListWindow } from "#server/platform/list.schema.ts";
import { bigFleet, demoCity } from "./harness/databases.ts";
import { type Desk, openDesk } from "./harness/desk.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { measure } from "./harness/measure.ts";

const REPETITIONS = 50;
const CITY_REPETITIONS = 20;

const first: ListWindow = { filters: [], sort: [], offset: 0, limit: 100 };
const status = (descending: boolean) => [{ column: "status", descending }];

const WINDOWS: readonly { name: string; at: (i: number) => ListWindow }[] = [
  { name: "first page", at: () => first },
  { name: "page at row 99,000", at: (i) => ({ ...first, offset: 99_000 + (i % 9) * 100 }) },
  { name: "sorted by status, first page", at: (i) => ({ ...first, sort: status(i % 2 === 0) }) },
  {
    name: "sorted by status, page at row 99,000",
    at: (i) => ({ ...first, sort: status(false), offset: 99_000 + (i % 9) * 100 }),
  },
  { name: "searched by a number in the name", at: (i) => ({ ...first, search: `truck ${1_000 + i * 377}` }) },
  { name: "searched by part of a plate or name", at: (i) => ({ ...first, search: String(10 + (i % 90)) }) },
];

type Case = { name: string; at: (i: number) => Promise<unknown> };

const timed = async (cases: readonly Case[], repetitions: number): Promise<Fact[]> => {
  const facts: Fact[] = [];
  for (const { name, at } of cases) {
    const measured = await measure({ warmUp: 5, repetitions }, at);
    facts.push({
      name: `${name}, p95`,
      value: measured.ms.p95,
      unit: "ms",
      target: { atMost: 150 },
      summary: measured.ms,
    });
  }
  return facts;
};

/** Words that stand in many rows, few rows and no row. */
const WORDS = ["an", "son", "gate", "street 12", "zzzz"];

const ofDemoCity = async (desk: Desk): Promise<Case[]> => {
  const fleetScope = await desk.fleet.timed(desk.scope);
  const { sites, customers, drivers, notes } = desk.fleet.lists;
  const ofDay = (["vehicles", "routes", "stops", "exceptions"] as const).map((list) => ({
    list: list as string,
    read: (window: ListWindow): Promise<unknown> => desk.operations.page(list, desk.scope, window),
  }));
  const ofFleet = Object.entries({ sites, customers, drivers, notes }).map(([list, defined]) => ({
    list,
    read: (window: ListWindow): Promise<unknown> => defined.page(desk.db, fleetScope, window),
  }));
  return [...ofDay, ...ofFleet].flatMap(({ list, read }) => [
    { name: `${list} of the demo city, first page`, at: () => read(first) },
    {
      name: `${list} of the demo city, searched`,
      at: (i) => read({ ...first, search: WORDS[i % WORDS.length] as string }),
    },
  ]);
};

const withDesk = async <T>(url: string, work: (desk: Desk) => Promise<T>): Promise<T> => {
  const desk = await openDesk(url);
  try {
    return await work(desk);
  } finally {
    await desk.close();
  }
};

const run = async (context: BenchContext): Promise<Fact[]> => {
  const ofVehicles = await withDesk(await bigFleet(context), async (desk) => {
    const facts = await timed(
      WINDOWS.map(({ name, at }) => ({
        name: `vehicles, ${name}`,
        at: (i) => desk.operations.page("vehicles", desk.scope, at(i)),
      })),
      REPETITIONS,
    );
    const total = (await desk.operations.page("vehicles", desk.scope, first)).total;
    const note = `${total.toLocaleString("en")} vehicles; rows and count of one window of 100, by the service, without HTTP.`;
    return facts.map((fact, index) => (index === 0 ? { ...fact, note } : fact));
  });
  const ofCity = await withDesk(await demoCity(context), async (desk) =>
    timed(await ofDemoCity(desk), CITY_REPETITIONS),
  );
  return [...ofVehicles, ...ofCity];
};

/** Pages of a long list. */
export const lists: Line = {
  about: "windows of a list of 100,000 vehicles, and of every list of the demo city over 400 days",
  run,
};
