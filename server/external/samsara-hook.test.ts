import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSamsaraHook, SAMSARA_TOLD } from "#server/external/samsara-hook.ts";
import { SIGNATURE_TOLERANCE_S, samsaraSignature } from "#server/external/samsara-signature.ts";
import { openDb } from "#server/platform/db.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";

const database = withTestDatabase();
const SECRET = Buffer.from("a secret that only Samsara and we hold").toString("base64");
const NOW = Date.parse("2026-11-23T08:00:00Z");
let open: ReturnType<typeof openDb>;
beforeAll(() => {
  open = openDb({ url: database.url, poolSize: 4 });
});
afterAll(() => open.close());

const hookAt = (nowMs: number, account: { secret: string; organisationId: number } | null) =>
  createSamsaraHook({ db: open.db, account: async () => account, nowMs: () => nowMs });
const OURS = { secret: SECRET, organisationId: 3 };
const bodyOf = (eventId: string, more: object = {}) =>
  Buffer.from(
    JSON.stringify({
      eventId,
      eventType: "EngineFaultOn",
      eventMs: NOW,
      data: { vehicle: { id: 11 } },
      ...more,
    }),
  );
const signed = (body: Buffer, seconds = NOW / 1000, secret = SECRET) => ({
  "x-samsara-timestamp": String(seconds),
  "x-samsara-signature": samsaraSignature(secret, String(seconds), body),
});
const told = () => open.db.outbox.count({ where: { topic: SAMSARA_TOLD } });

describe("the webhook of Samsara", () => {
  it("stores a message once and has its vehicle looked at once, however often and at once it comes", async () => {
    const body = bodyOf("twice");
    const before = await told();
    const answers = await Promise.all(Array.from({ length: 5 }, () => hookAt(NOW, OURS)(signed(body), body)));
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(await told()).toBe(before + 1);
    expect(await open.db.externalMessage.findMany({ where: { eventId: "twice" } })).toMatchObject([
      { type: "EngineFaultOn", organisationId: 3, deliveries: 5 },
    ]);
  });

  it("takes a message that comes long after what it tells of, for it is signed when it is sent", async () => {
    const body = bodyOf("late", { eventMs: NOW - 86_400_000 });
    expect(await hookAt(NOW, OURS)(signed(body), body)).toEqual({ isNew: true });
  });

  it("stores what is about no vehicle without having one looked at", async () => {
    const body = bodyOf("alert", { eventType: "AlertIncident", data: { text: "a fence" } });
    const before = await told();
    expect(await hookAt(NOW, OURS)(signed(body), body)).toEqual({ isNew: true });
    expect(await told()).toBe(before);
  });

  const forged: [string, (body: Buffer) => Record<string, string>][] = [
    ["nothing signed", () => ({})],
    ["another secret", (body) => signed(body, NOW / 1000, Buffer.from("guessed").toString("base64"))],
    ["another body", () => signed(bodyOf("other"))],
    [
      "another time than signed",
      (body) => ({ ...signed(body), "x-samsara-timestamp": String(NOW / 1000 + 1) }),
    ],
    ["a signature cut short", (body) => ({ ...signed(body), "x-samsara-signature": "v1=00" })],
    [
      "a signature without its version",
      (body) => ({
        ...signed(body),
        "x-samsara-signature": signed(body)["x-samsara-signature"].slice(3),
      }),
    ],
    ["a time that is a word", (body) => ({ ...signed(body), "x-samsara-timestamp": "now" })],
    ["a recording of an hour ago", (body) => signed(body, NOW / 1000 - 3600)],
    ["a time ahead of ours", (body) => signed(body, NOW / 1000 + SIGNATURE_TOLERANCE_S + 1)],
  ];
  it.each(forged)("refuses %s and stores nothing", async (what, headersOf) => {
    const body = bodyOf(`forged ${what}`);
    await expect(hookAt(NOW, OURS)(headersOf(body), body)).rejects.toMatchObject({
      code: "UNAUTHORIZED",
      message: expect.stringContaining("no valid signature"),
    });
    expect(await open.db.externalMessage.count({ where: { eventId: `forged ${what}` } })).toBe(0);
  });

  it("takes no recording again after our own clock jumped, for its id is known", async () => {
    const body = bodyOf("jump");
    await hookAt(NOW, OURS)(signed(body), body);
    // Our clock went back, so the signature's time is within bounds again.
    expect(await hookAt(NOW - 60_000, OURS)(signed(body), body)).toEqual({ isNew: false });
  });

  it.each([
    ["truncated JSON", Buffer.from('{"eventId":"x","eventTy'), /expected JSON/],
    ["a list", Buffer.from("[]"), /webhook: /],
    ["an id that is a number", bodyOf("x", { eventId: 4 }), /eventId/],
    ["no time at all", bodyOf("x", { eventMs: undefined }), /expected eventMs or eventTime/],
    ["a time no calendar has", bodyOf("x", { eventMs: 1e300 }), /expected eventMs or eventTime/],
  ])("refuses %s by its place, though it is signed", async (_, body, message) => {
    await expect(hookAt(NOW, OURS)(signed(body), body)).rejects.toMatchObject({
      code: "BAD_REQUEST",
      message: expect.stringMatching(message),
    });
  });

  it("says that no webhook is set up where there is no secret", async () => {
    const body = bodyOf("x");
    await expect(hookAt(NOW, null)(signed(body), body)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
