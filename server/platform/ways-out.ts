import { createHmac } from "node:crypto";
import { AppError } from "#server/lib/errors.ts";
import type { Ways } from "#server/platform/ways.schema.ts";
import { createPostWebhook, privateHostOf } from "#server/platform/webhook-post.ts";

/** A letter to be sent. */
export type Letter = {
  to: string[];
  subject: string;
  text: string;
  files?: readonly { filename: string; contentType: string; content: Buffer }[];
};

const ANSWER_MS = 8_000;

/** The signature of a webhook's body as of a second: HMAC-SHA-256 over second, full stop and body, in hex. */
export const signatureOf = (secret: string, atS: number, body: string): string =>
  `v1=${createHmac("sha256", secret).update(`${atS}.${body}`).digest("hex")}`;

/** What {@link createWaysOut} needs. */
export type WaysOutDeps = {
  /** With what webhooks are signed; null where none is set. */
  secret: string | null;
  /** Sends a letter; null where no mail server is named. */
  send: ((letter: Letter) => Promise<void>) | null;
  /** Whether webhooks may go to addresses of private networks. */
  isPrivateAllowed?: boolean;
  now?: () => number;
};

/** What carries out of the product what the outbox announces: signed webhooks and letters; what fails throws. */
export const createWaysOut = ({ secret, send, isPrivateAllowed = false, now = Date.now }: WaysOutDeps) => {
  const postTo = createPostWebhook({ isPrivateAllowed, limitMs: ANSWER_MS });
  return {
    hasWebhooks: secret !== null,
    hasLetters: send !== null,
    isPrivateAllowed,

    /** Posts a body, signed; `delivery` is the announcement, by which a receiver knows one that comes again. */
    async post(url: string, delivery: bigint, content: object): Promise<void> {
      if (secret === null)
        throw new AppError(
          "UNAVAILABLE",
          "ALERT_WEBHOOK_SECRET: found nothing, expected what webhooks are signed with",
        );
      const body = JSON.stringify(content);
      const atS = Math.floor(now() / 1000);
      const status = await postTo({
        ...{ url, body },
        headers: {
          "content-type": "application/json",
          "x-roundsman-delivery": delivery.toString(),
          "x-roundsman-timestamp": String(atS),
          "x-roundsman-signature": signatureOf(secret, atS, body),
        },
      });
      // Its path is left out: it may hold what proves us to the receiver.
      if (status < 200 || status > 299)
        throw new AppError("UNAVAILABLE", `webhook ${new URL(url).host}: got ${status}, expected 200 to 299`);
    },

    /** Hands a letter to the mail server. */
    async write(letter: Letter): Promise<void> {
      if (send === null)
        throw new AppError(
          "UNAVAILABLE",
          "SMTP_URL: found nothing, expected the mail server that takes letters",
        );
      await send(letter);
    },
  };
};
/** The ways out of the product. */
export type WaysOut = ReturnType<typeof createWaysOut>;

/** Which ways out this installation has. */
export type WaysAtHand = Pick<WaysOut, "hasWebhooks" | "hasLetters" | "isPrivateAllowed">;

/** Refuses ways that this installation does not have. */
export const assertWays = (
  { hasWebhooks, hasLetters, isPrivateAllowed }: WaysAtHand,
  { webhook, emails }: Ways,
): void => {
  if (webhook !== null && !hasWebhooks)
    throw new AppError(
      "BAD_REQUEST",
      "ways.webhook: found an address beside no ALERT_WEBHOOK_SECRET, expected it set where webhooks are to be signed",
    );
  const inside = webhook === null || isPrivateAllowed ? null : privateHostOf(webhook);
  if (inside !== null)
    throw new AppError(
      "BAD_REQUEST",
      `ways.webhook: found ${inside}, expected an address of the open network, or ALERT_WEBHOOK_PRIVATE=1 set where it is one of yours`,
    );
  if (emails.length > 0 && !hasLetters)
    throw new AppError(
      "BAD_REQUEST",
      "ways.emails: found addresses beside no SMTP_URL, expected it set where letters are to be sent",
    );
};
