import { hostname } from "node:os";
import { join } from "node:path";
import { READER } from "#server/ask/readers.ts";
import type { Base } from "#server/compose.ts";
import type { Asker } from "#server/flags/asker.ts";
import { defaultFlags } from "#server/flags/default-set.ts";
import type { FlagsLive } from "#server/flags/live.schema.ts";
import { createLookTurns } from "#server/flags/look-turns.ts";
import { createFlags, type Flags } from "#server/flags/service.ts";
import { slotOf } from "#server/flags/slots.ts";
import type { Scope } from "#server/lib/scope.ts";
import { record } from "#server/platform/audit.ts";
import type { Every } from "#server/platform/every.ts";
import { createNotices } from "#server/platform/notices.ts";
import { announce } from "#server/platform/outbox.ts";
import type { SettingAnswer } from "#server/platform/settings.ts";
import { SETTINGS } from "#server/settings.ts";
import type { Telemetry } from "#server/telemetry/service.ts";

const FLUSH_MS = 2_000;
/** Where no release runs a notice of the database wakes every process; one that was lost is made good so many turns later. */
const IDLE_TURNS = 15;
/** So late a change of flags is seen whose notice was lost. */
export const FLAGS_STALE_MS = FLUSH_MS * IDLE_TURNS;
/** How soon a process takes up the next arm where arms take turns: well within what is washed out. */
const SLOT_LOOK_MS = 250;
const TEACH_MS = 600_000;

type Parts = {
  publish: (value: FlagsLive) => void;
  undoChange: (scope: Scope, auditId: number) => Promise<number>;
  seen: Telemetry["seen"];
};

/** Writes the flags of the product that an installation lacks, such as those of a new version. */
export const seedFlags = (flags: Pick<Flags, "seed" | "system">): Promise<number> =>
  flags.seed(flags.system, defaultFlags([...Object.values(SETTINGS), READER]));

/** The platform's flags of a process: what they need of the other parts, and what keeps them up to date. */
export const openFlags = (base: Base, { publish, undoChange, seen }: Parts) => {
  const { env, lifecycle, log, meter, db } = base;
  const flags = createFlags({
    ...{ db, meter, record, announce, publish, undoChange },
    file: join(env.dataDir, "flags", "last-good.json"),
    processName: `${env.role}@${hostname()}`,
    report: (error) => log.warn({ err: error }, "the flags in force stay as they are"),
    seenBefore: async (guard) => (guard.kind === "share" ? seen(guard.metric, guard.bad) : { n: 0, bad: 0 }),
  });

  const answer: SettingAnswer = flags.settingAnswer;

  /** Starts to follow changes, and to write what was counted. */
  const start = async (every: Every, turned: () => void) => {
    await seedFlags(flags);
    const look = () =>
      void flags
        .look()
        .catch((error: unknown) => log.warn({ err: error }, "the flags could not be read; they stay"));
    const notices = createNotices({
      ...{ url: env.databaseUrl, channel: "flags", heard: look },
      report: (error) => log.warn({ err: error }, "changes of flags are seen late"),
    });
    await notices.start();
    lifecycle.onStop("notices of flags", () => notices.close());
    // A process that only serves pages counts too; deciding is the worker's.
    const turns = createLookTurns(flags.moves, IDLE_TURNS);
    every("flags", FLUSH_MS, async () => {
      await flags.flush();
      if (!turns.isDue()) return;
      await flags.look();
      if (env.role === "worker" || env.role === "all") await flags.releases.tick();
    });
    let slot = 0;
    every("turns of settings", SLOT_LOOK_MS, async () => {
      const [current] = slotOf(Date.now());
      if (current === slot) return;
      slot = current;
      if (flags.hasSlots()) turned();
    });
    every("order of flags' tests", TEACH_MS, async () => flags.teach());
    lifecycle.onStop("counts of releases", () => flags.flush());
  };

  /** Does what somebody asked so that its samples are told with the arms of running releases that he is in. */
  const within = <T>(scope: Asker, work: () => T): T => meter.within(flags.labelsOf(scope), work);

  return { flags, answer, within, start };
};
