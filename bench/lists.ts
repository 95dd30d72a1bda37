import type { ListWindow } from "#server/platform/list.schema.ts";
import { bigFleet } from "./harness/databases.ts";
import { openDesk } from "./harness/desk.ts";
import type { BenchContext, Fact, Line } from "./harness/line.ts";
import { measure } from "./harness/measure.ts";

const REPETITIONS = 50;

const first: ListWindow = { filters: [], sort: [], offset: 0, limit: 100 };
const status = (descending: boolean) => [{ column: "status", descending }];

const WINDOWS: readonly { name: string; at: (i: number) => ListWindow; isDone?: boolean }[] = [
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

const run = async (context: BenchContext): Promise<Fact[]> => {
  const desk = await openDesk(await bigFleet(context));
  try {
    const facts: Fact[] = [];
    for (const { name, at } of WINDOWS) {
      const measured = await measure({ warmUp: 5, repetitions: REPETITIONS }, (i) =>
        desk.operations.page("vehicles", desk.scope, at(i)),
      );
      facts.push({
        name: `vehicles, ${name}, p95`,
        value: measured.ms.p95,
        unit: "ms",
        target: { atMost: 150 },
        summary: measured.ms,
      });
    }
    const total = (await desk.operations.page("vehicles", desk.scope, first)).total;
    const note = `${total.toLocaleString("en")} vehicles; rows and count of one window of 100, by the service, without HTTP.`;
    return facts.map((fact, index) => (index === 0 ? { ...fact, note } : fact));
  } finally {
    await desk.close();
  }
};

/** Pages of a long list. */
export const lists: Line = { about: "windows of a list of 100,000 vehicles", run };
