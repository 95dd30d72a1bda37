import { createHmac, timingSafeEqual } from "node:crypto";
import { AppError } from "#server/lib/errors.ts";

/** How far a message's own clock may be from ours: one that was recorded is worthless after that. */
export const SIGNATURE_TOLERANCE_S = 300;

/** Signs a body as Samsara does: the key is the decoded secret, the text holds version, time and body. */
export const samsaraSignature = (secret: string, timestamp: string, body: Buffer): string =>
  `v1=${createHmac("sha256", Buffer.from(secret, "base64")).update(`v1:${timestamp}:`).update(body).digest("hex")}`;

/**
 * Throws unless the headers prove that the holder of the secret sent just this body just now. All refusals read the
 * same to the sender, who learns nothing from which part was wrong.
 */
export const checkSamsaraSignature = (
  secret: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Buffer,
  nowMs: number,
): void => {
  const timestamp = headers["x-samsara-timestamp"];
  const signature = headers["x-samsara-signature"];
  const refused = new AppError(
    "UNAUTHORIZED",
    "webhook: found no valid signature of this minute, expected one by the secret of the webhook",
  );
  if (typeof timestamp !== "string" || typeof signature !== "string") throw refused;
  if (!/^\d{1,12}$/.test(timestamp) || !/^v1=[0-9a-f]{64}$/.test(signature)) throw refused;
  const expected = Buffer.from(samsaraSignature(secret, timestamp, body));
  if (!timingSafeEqual(Buffer.from(signature), expected)) throw refused;
  if (Math.abs(nowMs / 1000 - Number(timestamp)) > SIGNATURE_TOLERANCE_S) throw refused;
};
