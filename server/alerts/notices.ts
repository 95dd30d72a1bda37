import { createHmac } from "node:crypto";
import * as z from "zod";
import { ruleWords } from "#server/alerts/core/words.ts";
import { readTold, type ToldAlert } from "#server/alerts/store.ts";
import { createPostWebhook } from "#server/alerts/webhook-post.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Db } from "#server/platform/db.ts";
import type { OutboxHandler } from "#server/platform/outbox.ts";

/** The announcement that an alert was raised or ended, for what follows it within the product. */
export const ALERT_MOVED = "alerts.moved";
/** The announcement that asks for a webhook. */
export const ALERT_WEBHOOK = "alerts.webhook";
/** The announcement that asks for letters. */
export const ALERT_EMAIL = "alerts.email";

/** What is told of an alert. */
export const Told = z.object({ alertId: z.int(), event: z.enum(["raised", "ended", "test"]) });
export type Told = z.infer<typeof Told>;

/** A letter to be sent. */
export type Letter = {
  to: string[];
  subject: string;
  text: string;
  files?: readonly { filename: string; contentType: string; content: Buffer }[];
};

const ANSWER_MS = 8_000;

/** What {@link createNoticesOut} needs. */
export type NoticesOutDeps = {
  db: Db;
  /** With what webhooks are signed; null where none is set. */
  secret: string | null;
  /** Sends a letter; null where no mail server is named. */
  send: ((letter: Letter) => Promise<void>) | null;
  publicUrl: string;
  /** Whether webhooks may go to addresses of private networks. */
  isPrivateAllowed?: boolean;
  now?: () => number;
};

/** The signature of a webhook's body as of a second: HMAC-SHA-256 over second, full stop and body, in hex. */
export const signatureOf = (secret: string, atS: number, body: string): string =>
  `v1=${createHmac("sha256", secret).update(`${atS}.${body}`).digest("hex")}`;

const SAYS = { raised: "Alert", ended: "Ended", test: "Test" } as const;

/** Hands alerts to webhooks and letters, as their announcements ask; what fails throws, and is asked again. */
export const createNoticesOut = ({
  db,
  secret,
  send,
  publicUrl,
  isPrivateAllowed = false,
  now = Date.now,
}: NoticesOutDeps) => {
  const postTo = createPostWebhook({ isPrivateAllowed, limitMs: ANSWER_MS });
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
    if (secret === null)
      throw new AppError(
        "UNAVAILABLE",
        "ALERT_WEBHOOK_SECRET: found nothing, expected what webhooks are signed with",
      );
    const { name, group, meter, words, eventAt, raisedAt, endedAt } = alert;
    const body = JSON.stringify({
      event,
      alert: { id: alert.id, name, group, meter, found: words, eventAt, raisedAt, endedAt },
      rule: { id: alert.ruleId, words: alert.rule === null ? null : ruleWords(alert.rule.spec) },
      link: linkOf(alert),
    });
    const atS = Math.floor(now() / 1000);
    const status = await postTo({
      ...{ url, body },
      headers: {
        "content-type": "application/json",
        // The same announcement may come twice; this number tells.
        "x-roundsman-delivery": id.toString(),
        "x-roundsman-timestamp": String(atS),
        "x-roundsman-signature": signatureOf(secret, atS, body),
      },
    });
    // Its path is left out: it may hold what proves us to the receiver.
    if (status < 200 || status > 299)
      throw new AppError("UNAVAILABLE", `webhook ${new URL(url).host}: got ${status}, expected 200 to 299`);
  };

  const write: OutboxHandler = async ({ payload }) => {
    const { event, alert } = await find(payload);
    const to = alert.rule?.ways.emails ?? [];
    if (to.length === 0 || alert.rule === null) return;
    if (send === null)
      throw new AppError(
        "UNAVAILABLE",
        "SMTP_URL: found nothing, expected the mail server that takes letters",
      );
    await send({
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

  return { hasWebhooks: secret !== null, hasLetters: send !== null, isPrivateAllowed, post, write };
};
/** What carries alerts out of the product. */
export type NoticesOut = ReturnType<typeof createNoticesOut>;
