import { spawn } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { systemClock } from "#server/external/clock.ts";
import { createEmulator } from "#server/external/emulator/emulator.ts";
import type { Episode } from "#server/external/emulator/faults.ts";
import { createGraphHopper } from "#server/external/emulator/graphhopper.ts";
import { serveEmulators } from "#server/external/emulator/server.ts";
import { straightWays } from "#server/external/fixture-ways.ts";
import { seeded } from "#server/lib/random.ts";
import { openDb, sql } from "#server/platform/db.ts";
import { SHEET } from "./sheet.ts";

/** What came of calling while being killed. */
export type CrashTrial = {
  calls: number;
  crashes: number;
  bill: number;
  ledger: number;
  /** Rows whose bill is still not known. */
  open: number;
  /** Rows that were settled by the service's counter. */
  settled: number;
};

const KINDS = ["error", "late-error", "cut", "types", "reset"] as const;
const LONGEST_LIFE = 5_000;
const SLICE_MS = 700;
const SHARE = 0.02;

/** Seconds of each kind of fault, one after the other, for an hour. */
const episodes: Episode[] = Array.from({ length: 5_000 }, (_, i) => ({
  ...{ fromMs: i * SLICE_MS, toMs: (i + 1) * SLICE_MS, share: SHARE },
  kind: KINDS[i % KINDS.length] ?? "error",
}));

/**
 * Processes of the product ask an emulated service by HTTP and write their ledger to PostgreSQL; each is killed
 * (SIGKILL) after some thousand calls, until so many calls were billed. A last one settles what is in doubt.
 */
export const runCrashes = async ({
  databaseUrl,
  calls,
  say,
}: {
  databaseUrl: string;
  calls: number;
  say: (text: string) => void;
}): Promise<CrashTrial> => {
  const emulator = createEmulator({
    api: createGraphHopper({ ways: straightWays, sheet: () => SHEET }),
    ...{ sheet: SHEET, clock: systemClock, seed: "crashes", profile: { medianMs: 2, spread: 0.6, episodes } },
  });
  const server = await serveEmulators({ graphhopper: emulator });
  const { db, close } = openDb({ url: databaseUrl, poolSize: 2 });
  const random = seeded("kills");
  let crashes = 0;
  const start = (mode: "ask" | "settle") => {
    const child = spawn(
      process.execPath,
      [
        ...["--import", "tsx", "bench/gateway/crash-child.ts"],
        ...[databaseUrl, `${server.url}/graphhopper`, `life ${crashes}`, mode],
      ],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    return { child, ended: new Promise<void>((resolve) => child.once("exit", () => resolve())) };
  };
  try {
    for (;;) {
      const before = emulator.bill().admitted;
      const { child, ended } = start("ask");
      const life = Math.min(calls - before, 200 + random.int(LONGEST_LIFE));
      while (emulator.bill().admitted < before + life && child.exitCode === null) await setTimeout(5);
      child.kill("SIGKILL");
      await ended;
      if (child.exitCode !== null) throw new Error(`crash child: ended by itself with ${child.exitCode}`);
      crashes++;
      const { admitted } = emulator.bill();
      say(`${admitted} calls billed, killed ${crashes} times`);
      if (admitted >= calls) break;
    }
    await start("settle").ended;
    const [sums] = await db.$queryRaw<{ units: number; open: number; settled: number }[]>(sql`
      SELECT coalesce(sum(units), 0) AS units, count(*) FILTER (WHERE units IS NULL)::int AS open,
        count(*) FILTER (WHERE outcome = 'settled')::int AS settled
      FROM external_call WHERE outcome <> 'avoided'`);
    const { units, admitted } = emulator.bill();
    return {
      ...{ calls: admitted, crashes, bill: units },
      ...{ ledger: sums?.units ?? 0, open: sums?.open ?? 0, settled: sums?.settled ?? 0 },
    };
  } finally {
    await close();
    await server.close();
  }
};
