import { parseArgs } from "node:util";
import type { Pool } from "pg";
import { AppError } from "#server/lib/errors.ts";
import { dayAt, midnightOf } from "#server/operations/demo/days.ts";
import { type SeedOptions, seedDemo } from "#server/operations/demo/write.ts";

const TIME_ZONE = "Europe/London";
/** The demo day stands at this local time when nothing else is asked. */
const DEFAULT_TIME_S = 10.5 * 3_600;

const whole = (text: string, name: string, low: number, high: number): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < low || value > high)
    throw new AppError(
      "BAD_REQUEST",
      `seed --${name}: got "${text}", expected a whole number from ${low} to ${high}`,
    );
  return value;
};

/** Maps the command line of `seed` and the real time to what is seeded. */
export const seedOptions = (args: readonly string[], realNow: Date): SeedOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: "string" },
      now: { type: "string" },
      vehicles: { type: "string" },
      days: { type: "string" },
    },
  });
  let now = Math.floor(realNow.getTime() / 1000);
  if (values.now === undefined) now = midnightOf(dayAt(now, TIME_ZONE), TIME_ZONE) + DEFAULT_TIME_S;
  else {
    const asked = Date.parse(values.now);
    if (Number.isNaN(asked))
      throw new AppError(
        "BAD_REQUEST",
        `seed --now: got "${values.now}", expected an ISO instant such as 2026-11-23T10:30:00Z`,
      );
    now = Math.floor(asked / 1000);
  }
  return {
    now,
    seed: whole(values.seed ?? "1", "seed", 0, 2 ** 31 - 1),
    vehicles: whole(values.vehicles ?? "50", "vehicles", 50, 200_000),
    days: whole(values.days ?? "400", "days", 1, 1_200),
  };
};

/** Makes the demo city again: `seed [--seed N] [--now ISO] [--vehicles N] [--days N]`; maps to the organisation's id. */
export const runSeed = async (
  args: readonly string[],
  { pool, print, realNow }: { pool: Pool; print: (line: string) => void; realNow: Date },
): Promise<number> => {
  const startedAt = Date.now();
  const report = await seedDemo(pool, seedOptions(args, realNow), (line) =>
    print(`${((Date.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${line}`),
  );
  const total = [...report.rows.values()].reduce((sum, rows) => sum + rows, 0);
  print(`Port Ellery: ${total.toLocaleString("en")} rows in ${report.seconds.toFixed(1)} s`);
  for (const [table, rows] of report.rows)
    print(`  ${table.padEnd(16)} ${rows.toLocaleString("en").padStart(10)}`);
  return report.organisationId;
};
