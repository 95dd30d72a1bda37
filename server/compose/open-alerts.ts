import { randomUUID } from "node:crypto";
import { createMailer } from "#server/alerts/mailer.ts";
import { createNoticesOut } from "#server/alerts/notices.ts";
import { createMeterAlerts } from "#server/alerts/service.ts";
import type { Base } from "#server/compose.ts";
import type { Live } from "#server/live.schema.ts";
import type { Every } from "#server/platform/every.ts";
import type { LiveMeta } from "#server/platform/live.schema.ts";
import { createWaysOut } from "#server/platform/ways-out.ts";
import type { Telemetry } from "#server/telemetry/service.ts";

const TICK_MS = 1_000;
const REFRESH_MS = 5_000;
const SWEEP_MS = 10_000;

/** Opens the alerts of the platform: what judges them in this process, and what carries them out of it. */
export const openAlerts = (
  { env, lifecycle, log, meter, db }: Base,
  hub: { publish(channel: "alerts", meta: LiveMeta, value: Live<"alerts">): void },
  telemetry: Pick<Telemetry, "hours" | "minutes" | "labelledMinutes" | "promises">,
  nudge: () => void,
) => {
  const mailer = env.mail === null ? null : createMailer(env.mail);
  const send = mailer === null ? null : mailer.send;
  const out = createWaysOut({
    ...{ secret: env.alertWebhookSecret, send },
    isPrivateAllowed: env.isPrivateWebhookAllowed,
  });
  const alertsOut = createNoticesOut({ db, out, publicUrl: env.publicUrl });
  const meterAlerts = createMeterAlerts({
    ...{ db, meter, out, holder: randomUUID(), nudge },
    ...{ hours: telemetry.hours, minutes: telemetry.minutes },
    labelledMinutes: telemetry.labelledMinutes,
    publish: (value) => hub.publish("alerts", { organisationId: 0, depotId: null }, value),
    report: (error, ruleId) =>
      log.warn({ err: error, ruleId }, "an alert could not be written; it is tried again"),
  });

  /** Begins to watch, and to do what goes by time. */
  const start = async (every: Every): Promise<void> => {
    await meterAlerts.seed(telemetry.promises);
    await meterAlerts.refresh();
    lifecycle.onStop("alerts", async () => {
      await meterAlerts.close();
      mailer?.close();
    });
    every("alerts", TICK_MS, () => meterAlerts.tick());
    every("rules of alerts", REFRESH_MS, () => meterAlerts.refresh());
    if (env.role === "worker" || env.role === "all")
      every("standing alerts", SWEEP_MS, () => meterAlerts.sweep());
  };

  return { meterAlerts, alertsOut, out, send, start };
};
