import * as z from "zod";
import { ruleWords } from "#server/alerts/core/words.ts";
import { readTold, type ToldAlert } from "#server/alerts/store.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Db } from "#server/platform/db.ts";
import type { OutboxHandler } from "#server/platform/outbox.ts";
import type { WaysOut } from "#server/platform/ways-out.ts";

/** The announcement that an alert was raised or ended, for what follows it within the product. */
export const ALERT_MOVED = "alerts.moved";
/** The announcement that asks for a webhook. */
export const ALERT_WEBHOOK = "alerts.webhook";
/** The announcement that asks for letters. */
export const ALERT_EMAIL = "alerts.email";

/** What is told of an alert. */
export const Told = z.object({ alertId: z.int(), event: z.enum(["raised", "ended", "test"]) });
export type Told = z.infer<typeof Told>;

/** What {@link createNoticesOut} needs. */
export type NoticesOutDeps = { db: Db; out: WaysOut; publicUrl: string };

const SAYS = { raised: "Alert", ended: "Ended", test: "Test" } as const;

/** Hands alerts to webhooks and letters, as their announcements ask; what fails throws, and is asked again. */
export const createNoticesOut = ({ db, out, publicUrl }: NoticesOutDeps) => {
  const linkOf = ({ ruleId }: ToldAlert) => `${publicUrl}/performance?rule=${ruleId}`;

  const find = async (payload: unknown) => {
    const told = Told.parse(payload);
    const alert = await readTold(db, told.alertId);
    if (alert === null)
      throw new AppError("NOT_FOUND", `alert ${told.alertId}: found none, expected one to tell of`);
    return { event: told.event, alert };
  };

  const post: OutboxHandler = async ({ id, payload }) => {
    const { event, alert } = await find(payload);
    const url = alert.rule?.ways.webhook ?? null;
    // The rule may have been changed since.
    if (url === null) return;
    const { name, group, meter, words, eventAt, raisedAt, endedAt } = alert;
    await out.post(url, id, {
      event,
      alert: { id: alert.id, name, group, meter, found: words, eventAt, raisedAt, endedAt },
      rule: { id: alert.ruleId, words: alert.rule === null ? null : ruleWords(alert.rule.spec) },
      link: linkOf(alert),
    });
  };

  const write: OutboxHandler = async ({ payload }) => {
    const { event, alert } = await find(payload);
    const to = alert.rule?.ways.emails ?? [];
    if (to.length === 0 || alert.rule === null) return;
    await out.write({
      to,
      subject: `${SAYS[event]}: ${alert.name}`,
      text: [
        `${alert.name}: ${alert.words}`,
        `Rule: ${ruleWords(alert.rule.spec)}`,
        `Owner: ${alert.rule.ownerName ?? "nobody"}`,
        `Raised ${alert.raisedAt}${alert.endedAt === null ? "" : `, ended ${alert.endedAt}`}`,
        linkOf(alert),
      ].join("\n"),
    });
  };

  return { post, write };
};
/** What carries alerts out of the product. */
export type NoticesOut = ReturnType<typeof createNoticesOut>;
