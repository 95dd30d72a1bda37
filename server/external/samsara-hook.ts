import * as z from "zod";
import { SamsaraMessage } from "#server/external/samsara.schema.ts";
import { checkSamsaraSignature } from "#server/external/samsara-signature.ts";
import { AppError } from "#server/lib/errors.ts";
import { type Db, sql } from "#server/platform/db.ts";
import { announce } from "#server/platform/outbox.ts";

/** Topic of what a webhook told: a vehicle, by its id at Samsara, is to be looked at. */
export const SAMSARA_TOLD = "samsara.told";
/** What is announced under {@link SAMSARA_TOLD}. */
export const SamsaraTold = z.object({ vehicleId: z.string() });

type Account = { secret: string; organisationId: number };

/**
 * Takes what Samsara posts. A message says only that something happened to a vehicle; how it stands is then read from
 * Samsara itself, so a message that comes twice, late or out of order can set nothing back.
 */
export const createSamsaraHook = ({
  db,
  account,
  nowMs,
}: {
  db: Db;
  /** Null where no webhook is set up. */
  account: () => Promise<Account | null>;
  nowMs: () => number;
}) => {
  const parse = (body: Buffer): SamsaraMessage => {
    let json: unknown;
    try {
      json = JSON.parse(body.toString("utf8"));
    } catch (cause) {
      throw new AppError("BAD_REQUEST", "webhook: found a body that does not parse, expected JSON", {
        cause,
      });
    }
    const message = SamsaraMessage.safeParse(json);
    if (message.success) return message.data;
    const [issue] = message.error.issues;
    throw new AppError(
      "BAD_REQUEST",
      `webhook: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "other"}`,
    );
  };

  /** Stores a message that proves its sender; maps to whether it is the first of its id. */
  return async (
    headers: Readonly<Record<string, string | string[] | undefined>>,
    body: Buffer,
  ): Promise<{ isNew: boolean }> => {
    const held = await account();
    if (held === null)
      throw new AppError("NOT_FOUND", "webhook: found no secret, expected SAMSARA_WEBHOOK_SECRET to be set");
    checkSamsaraSignature(held.secret, headers, body, nowMs());
    const { eventId, eventType, at, vehicleId } = parse(body);
    const { organisationId } = held;
    return db.$transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ deliveries: number }[]>(sql`
        INSERT INTO external_message (service, event_id, organisation_id, type, at)
        VALUES ('samsara', ${eventId}, ${organisationId}, ${eventType}, ${at})
        ON CONFLICT (service, event_id) DO UPDATE SET deliveries = external_message.deliveries + 1
        RETURNING deliveries`);
      const isNew = row?.deliveries === 1;
      if (isNew && vehicleId !== null)
        await announce(tx, { organisationId, topic: SAMSARA_TOLD, payload: { vehicleId } });
      return { isNew };
    });
  };
};

/** Takes what Samsara posts. */
export type SamsaraHook = ReturnType<typeof createSamsaraHook>;
