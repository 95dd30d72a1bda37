import type { Base } from "#server/compose.ts";
import type { Flags } from "#server/flags/service.ts";
import { forecastOnThread } from "#server/forecast/forecast-thread.ts";
import { AHEAD_POOLS, KNOBS } from "#server/knobs.ts";
import { record, systemScope } from "#server/platform/audit.ts";
import { announce } from "#server/platform/outbox.ts";
import type { Settings } from "#server/platform/settings.ts";
import { SETTINGS } from "#server/settings.ts";
import type { Telemetry } from "#server/telemetry/service.ts";
import { createAhead } from "#server/tuning/ahead.ts";
import { createIndexGuard, INDEX_GUARD } from "#server/tuning/index-guard.ts";
import { createTuning } from "#server/tuning/service.ts";
import type { IndexControl } from "#server/vector/index-control.ts";
import type { IndexWork } from "#server/vector/index-work.ts";

type Parts = {
  settings: Settings;
  flags: Flags;
  telemetry: Telemetry;
  index: Pick<IndexControl, "rebuild">;
  /** Null where no vectors are made. */
  indexWork: Pick<IndexWork, "measureAt"> | null;
  /** The organisation in whose log its changes stand. */
  home: () => number;
  /** Whose days load is foretold by. */
  organisations: () => number[];
  /** Looks at the indexes of the database that are watched. */
  followIndexes: () => Promise<void>;
};

/** What moves the product's knobs: trials by guarded releases, slots ahead of load, and the guard of the index. */
export const openTuning = ({ env, db, meter }: Base, parts: Parts) => {
  const { settings, flags, telemetry, index, indexWork, home, organisations, followIndexes } = parts;
  const ahead = createAhead({
    ...{ db, settings, telemetry, isOn: SETTINGS.plansAhead, home, organisations, now: Date.now },
    pools: AHEAD_POOLS.filter(({ setting }) => env.model !== null || setting !== SETTINGS.modelSequences),
    foretell: async (input) => {
      const { point, intervals } = await forecastOnThread({ ...input, isNonNegative: true });
      const [wide] = intervals.filter(({ level }) => level === 0.9);
      return { point, high: wide?.high ?? point };
    },
  });
  const tuning = createTuning({
    ...{ db, knobs: KNOBS, settings, modeSetting: SETTINGS.tuningMode, telemetry, meter, record, announce },
    ...{ ahead, home, now: Date.now },
    flags: {
      system: flags.system,
      hasVariant: (flag, variant) =>
        Object.hasOwn(flags.held().source.definition.flags[flag]?.variants ?? {}, variant),
      addVariant: flags.addVariant,
      start: flags.releases.start,
      cancel: flags.releases.cancel,
      open: flags.releases.open,
    },
    async shadow(_, from, to) {
      if (indexWork === null) return null;
      const seed = Math.floor(Date.now() / 1_000);
      // The same passages are looked for twice, so the draw of the cases falls out.
      const [before, after] = [
        await indexWork.measureAt(home(), from, seed),
        await indexWork.measureAt(home(), to, seed),
      ];
      return before.recall === null || after.recall === null
        ? null
        : { before: before.recall, after: after.recall, cases: after.searches };
    },
  });
  const indexGuard = createIndexGuard({
    ...{ db, meter, rebuild: index.rebuild, now: Date.now },
    scopeOf: (organisationId) => systemScope(organisationId, INDEX_GUARD),
  });
  return {
    tuning,
    /** What the worker does of it each minute. */
    async step(): Promise<void> {
      await tuning.step();
      await indexGuard.look();
      await followIndexes();
      await tuning.planAhead();
    },
  };
};
