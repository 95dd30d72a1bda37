import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { defaultFlags } from "#server/flags/default-set.ts";
import { createFlags } from "#server/flags/service.ts";
import { slotOf } from "#server/flags/slots.ts";
import type { Scope } from "#server/lib/scope.ts";
import { createAudit, record } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { createMeter } from "#server/platform/meter.ts";
import { announce } from "#server/platform/outbox.ts";
import { createSettings, defineSetting } from "#server/platform/settings.ts";
import { createSlowTraces } from "#server/platform/slow-traces.ts";
import { SETTINGS } from "#server/settings.ts";
import { createTelemetry } from "#server/telemetry/service.ts";
import { allow, createCallerFactory, router } from "#server/trpc.ts";
import { createAhead } from "#server/tuning/ahead.ts";
import { createTuning } from "#server/tuning/service.ts";

/** What the release of the first drill switches on: every call then takes twice as long. */
export const SLOW_FLAG = "drill.slow";
const CALLS_PER_S = 100;
const USERS = 400;
const BASE_MS = 20;

/** Who asks in the drill. */
export const ENGINEER: Scope = {
  ...{ organisationId: 1, userId: "drill", userName: "Drill", role: "engineer" },
  ...{ depotIds: null, driverId: null, isOperator: true },
};

/** The knob of the second drill: above four slots calls take more than twice as long. */
export const DRILLED = defineSetting({
  ...{ key: "drill.slots", schema: z.int().min(1).max(8), fallback: 4, unit: "" },
  doc: "Slots of the drill's work.",
});

/** A process as the product runs it: flags, releases, settings, measures and tuning on a database, with real calls and the worker's beat. */
export const openProcess = async (url: string, folder: string) => {
  const { db, pool, close } = openDb({ url, poolSize: 6 });
  const meter = createMeter();
  const faults: unknown[] = [];
  const flags = createFlags({
    ...{ db, meter, record, announce, file: join(folder, "last-good.json") },
    publish: () => {},
    report: (error) => void faults.push(error),
    seenBefore: async () => ({ n: 0, bad: 0 }),
    undoChange: (scope, id) => createAudit({ db, undoers: flags.undoers }).undo(scope, id),
  });
  const settings = createSettings({
    db,
    registry: [DRILLED, SETTINGS.tuningMode, SETTINGS.plansAhead],
    answer: flags.settingAnswer,
  });
  flags.onChange(settings.answersChanged);
  await settings.refresh();
  await flags.open();
  await flags.seed(flags.system, defaultFlags([DRILLED]));
  const text = JSON.stringify({
    state: "ENABLED",
    variants: { on: true, off: false },
    defaultVariant: "off",
  });
  await flags.save(ENGINEER, { key: SLOW_FLAG, text, prerequisites: [] });
  const telemetry = createTelemetry({ db, meter, pool, slow: createSlowTraces() });
  telemetry.start();
  const tuning = createTuning({
    ...{ db, settings, meter, telemetry, record, announce, now: Date.now, home: () => 1 },
    modeSetting: SETTINGS.tuningMode,
    knobs: [
      {
        ...{ setting: DRILLED, kind: "window", min: 1, max: 8, step: 1, shrink: 0.75, risk: "low" },
        ...{ metric: "api.request_ms", shadow: null, curve: null },
      },
    ],
    flags: {
      ...{ system: flags.system, addVariant: flags.addVariant },
      hasVariant: (flag, variant) =>
        Object.hasOwn(flags.held().source.definition.flags[flag]?.variants ?? {}, variant),
      ...{ start: flags.releases.start, cancel: flags.releases.cancel, open: flags.releases.open },
    },
    shadow: async () => null,
    ahead: createAhead({
      ...{ db, settings, telemetry, now: Date.now, isOn: SETTINGS.plansAhead, pools: [] },
      ...{ home: () => 1, organisations: () => [1] },
      foretell: async ({ values }) => ({ point: values, high: values }),
    }),
  });

  // Log-normal about twenty milliseconds, so that no two calls are alike.
  const spread = () =>
    Math.exp(0.4 * Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random()));
  const root = router({
    work: allow("engineer")
      .output(z.number())
      .query(async ({ ctx }) => {
        const context = { targetingKey: `user/${ctx.scope.userId}` };
        const isSlow = flags.resolve("boolean", SLOW_FLAG, false, context).value;
        const tookMs = BASE_MS * spread() * (isSlow ? 2 : 1) * (settings.get(DRILLED) > 4 ? 2.5 : 1);
        await sleep(tookMs);
        return tookMs;
      }),
  });
  const caller = createCallerFactory(root);
  const log = { warn() {}, error: (_: unknown, text: string) => void faults.push(text) };
  let calls = 0;
  const call = (): void => {
    const scope: Scope = { ...ENGINEER, userId: String(calls++ % USERS) };
    caller({ scope, requestId: "drill", labels: flags.labelsOf(scope), log, meter })
      .work()
      .catch((error: unknown) => void faults.push(error));
  };
  const timers = [setInterval(call, 1_000 / CALLS_PER_S)];
  let slot = 0;
  timers.push(
    setInterval(() => {
      const [current] = slotOf(Date.now());
      if (current !== slot && flags.hasSlots()) settings.answersChanged();
      slot = current;
    }, 250),
  );
  let beat: Promise<unknown> | null = null;
  timers.push(
    setInterval(() => {
      beat ??= (async () => {
        await flags.flush();
        await flags.look();
        await flags.releases.tick();
      })()
        .catch((error: unknown) => void faults.push(error))
        .finally(() => {
          beat = null;
        });
    }, 2_000),
  );
  return {
    ...{ db, flags, settings, tuning, meter, faults },
    calls: () => calls,
    async close(): Promise<void> {
      for (const timer of timers) clearInterval(timer);
      await beat;
      await telemetry.stop();
      await flags.settled();
      await close();
    },
  };
};
/** See {@link openProcess}. */
export type DrillProcess = Awaited<ReturnType<typeof openProcess>>;
