import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { MeterMinute } from "#server/alerts/core/moved.ts";
import type { Promised } from "#server/alerts/default-rules.ts";
import type { AlertLive } from "#server/alerts/live.schema.ts";
import { createMailer } from "#server/alerts/mailer.ts";
import { ALERT_EMAIL, ALERT_MOVED, ALERT_WEBHOOK, createNoticesOut } from "#server/alerts/notices.ts";
import { ALERT_UNDOERS } from "#server/alerts/rules.ts";
import type { RuleForm, RuleSpec } from "#server/alerts/schema.ts";
import { createMeterAlerts } from "#server/alerts/service.ts";
import type { Scope } from "#server/lib/scope.ts";
import { createAudit } from "#server/platform/audit.ts";
import { openDb } from "#server/platform/db.ts";
import { createMeter } from "#server/platform/meter.ts";
import { createOutboxRelay } from "#server/platform/outbox.ts";
import { withTestDatabase } from "#server/platform/test-database.ts";
import { createWaysOut, type Letter, signatureOf } from "#server/platform/ways-out.ts";

const database = withTestDatabase();
const SECRET = "a secret of the test";
const ANN: Scope = {
  ...{ organisationId: 1, userId: "ann", userName: "Ann", role: "engineer" },
  ...{ depotIds: null, driverId: null, isOperator: true },
};

let opened: ReturnType<typeof openDb>;
let nowMs = 0;
const now = () => nowMs;

beforeAll(() => {
  opened = openDb({ url: database.url, poolSize: 8 });
});
afterAll(() => opened.close());
beforeEach(async () => {
  const { db } = opened;
  await db.alert.deleteMany();
  await db.alertRule.deleteMany();
  await db.outbox.deleteMany();
  await db.audit.deleteMany();
  nowMs = Date.now();
});

const SPEC: RuleSpec = {
  ...{ kind: "threshold", meter: "api.request_ms", reduce: "max", label: null, side: "above" },
  ...{ windowS: 10, raise: 100, clear: 50, least: 1, raiseForS: 0, clearForS: 0 },
};
const PROMISES: Promised[] = [
  { key: "a", title: "A", target: "t", meter: "a.ms", reduce: "p99", bound: { most: 60 } },
  { key: "b", title: "B", target: "t", meter: "b.hit", reduce: { share: "hit=true" }, bound: { least: 85 } },
  { key: "c", title: "C", target: "t", meter: "c.s", reduce: "max", bound: { most: 30 } },
  // A mean that is at least something is measured by the bench alone.
  { key: "d", title: "D", target: "t", meter: "d.gain", reduce: "mean", bound: { least: 45 } },
];
const form = (more: Partial<RuleForm> = {}): RuleForm => ({
  ...{ name: "Slow requests", group: "api", isOn: true, spec: SPEC },
  ways: { webhook: null, emails: [] },
  ...more,
});

/** The alerts of one process over a meter of its own. */
const processOf = async (holder: string, db = opened.db, minutes: MeterMinute[] = []) => {
  const meter = createMeter({ now });
  const shown: AlertLive[] = [];
  const faults: unknown[] = [];
  const alerts = createMeterAlerts({
    ...{ db, meter, holder, now, out: { hasWebhooks: true, hasLetters: true, isPrivateAllowed: true } },
    ...{ hours: async () => new Map(), minutes: async () => minutes },
    labelledMinutes: async () => [],
    publish: (value) => void shown.push(value),
    report: (error) => void faults.push(error),
  });
  await alerts.refresh();
  return { meter, alerts, shown, faults };
};

/** The alerts that stand and were told. */
const standing = async () =>
  (await opened.db.alert.findMany({ where: { openRuleId: { not: null }, toldAt: { not: null } } })).map(
    ({ name, meter, words }) => ({ name, meter, words }),
  );

const topics = async () =>
  (await opened.db.outbox.findMany({ orderBy: { id: "asc" } })).map(({ topic }) => topic);

describe("an alert", () => {
  it("is shown in the turn of the value, written with its record and announcements, and ends when its window is good", async () => {
    const { meter, alerts, shown } = await processOf("one");
    const { id } = await alerts.save(
      ANN,
      form({ ways: { webhook: "http://127.0.0.1:1/hook", emails: ["ann@example.org"] } }),
    );
    meter.record("api.request_ms", 99);
    expect(shown).toEqual([]);
    meter.record("api.request_ms", 101);
    expect(shown).toEqual([
      {
        ...{ ruleId: id, standing: "firing", name: "Slow requests", isTest: false, isTold: true },
        ...{ eventAtMs: nowMs, words: "1 of 2 over 100 ms (50%)" },
      },
    ]);
    await alerts.tick();
    expect(await topics()).toEqual([ALERT_MOVED, ALERT_WEBHOOK, ALERT_EMAIL]);
    expect(await standing()).toEqual([
      { name: "Slow requests", meter: "api.request_ms", words: "1 of 2 over 100 ms (50%)" },
    ]);
    expect((await alerts.list(ANN))[0]).toMatchObject({ standing: "firing", open: { ruleId: id } });
    nowMs += 11_000;
    await alerts.tick();
    expect(shown.at(-1)).toMatchObject({ standing: "ok" });
    expect(await standing()).toEqual([]);
    const { alerts: past } = await alerts.detail(ANN, { id, alertId: null });
    expect(past).toMatchObject([
      { raisedAt: new Date(nowMs - 11_000).toISOString(), endedAt: new Date(nowMs).toISOString() },
    ]);
    const audit = await opened.db.audit.findMany({
      where: { entity: "meter-alert" },
      orderBy: { id: "asc" },
    });
    expect(audit.map(({ action }) => action)).toEqual(["alert.raise", "alert.end"]);
  });

  it("is one, told once, where it fires in several processes, and ends with the last of them", async () => {
    const one = await processOf("one");
    const { id } = await one.alerts.save(
      ANN,
      form({ ways: { webhook: "http://127.0.0.1:1/hook", emails: [] } }),
    );
    const others = await Promise.all(["two", "three", "four"].map((name) => processOf(name)));
    const all = [one, ...others];
    for (const { meter } of all) meter.record("api.request_ms", 500);
    await Promise.all(all.map(({ alerts }) => alerts.tick()));
    expect(await opened.db.alert.findMany({ where: { ruleId: id } })).toMatchObject([
      { openRuleId: id, holders: expect.arrayContaining(["one", "two", "three", "four"]) },
    ]);
    expect((await topics()).filter((topic) => topic === ALERT_WEBHOOK)).toHaveLength(1);
    nowMs += 5_000;
    others[2]?.meter.record("api.request_ms", 500);
    nowMs += 6_000;
    await Promise.all(all.map(({ alerts }) => alerts.tick()));
    expect(await opened.db.alert.findFirst({ where: { ruleId: id } })).toMatchObject({
      holders: ["four"],
      endedAt: null,
    });
    nowMs += 6_000;
    await others[2]?.alerts.tick();
    expect(await opened.db.alert.findFirst({ where: { ruleId: id } })).toMatchObject({
      holders: [],
      openRuleId: null,
    });
    expect((await topics()).filter((topic) => topic === ALERT_WEBHOOK)).toHaveLength(2);
  });

  it("ends a minute after the process that held it is gone, and not while that says it is there", async () => {
    const { alerts, meter } = await processOf("one");
    const { id } = await alerts.save(ANN, form({ spec: { ...SPEC, windowS: 3_600 } }));
    meter.record("api.request_ms", 500);
    await alerts.tick();
    const sweeper = await processOf("two");
    for (let i = 0; i < 9; i++) {
      nowMs += 10_000;
      await alerts.tick();
      await sweeper.alerts.sweep();
    }
    expect(await opened.db.alert.count({ where: { openRuleId: id } })).toBe(1);
    nowMs += 61_000;
    await sweeper.alerts.sweep();
    expect(await opened.db.alert.count({ where: { openRuleId: id } })).toBe(0);
    // It fires there still, so it is raised again.
    await alerts.tick();
    await alerts.tick();
    expect(await opened.db.alert.count({ where: { openRuleId: id } })).toBe(1);
  });

  it("is shown while the database is away, and written once that is back", async () => {
    const away = openDb({ url: database.url, poolSize: 2 });
    const { alerts, meter, shown, faults } = await processOf("one", away.db);
    const { id } = await alerts.save(ANN, form());
    const [real, isAway] = [away.db.$transaction.bind(away.db), { value: true }];
    Object.assign(away.db, {
      $transaction: (...given: Parameters<typeof real>) =>
        isAway.value ? Promise.reject(new Error("no connection")) : real(...given),
    });
    meter.record("api.request_ms", 500);
    await alerts.tick();
    expect(shown).toMatchObject([{ ruleId: id, standing: "firing" }]);
    expect(faults.length).toBeGreaterThan(0);
    nowMs += 11_000;
    await alerts.tick();
    isAway.value = false;
    await alerts.tick();
    expect(await opened.db.alert.findMany({ where: { ruleId: id } })).toMatchObject([
      { eventAt: new Date(nowMs - 11_000), openRuleId: null },
    ]);
    await away.close();
  });

  it("is not told beside one of its group that stands, and is once that has ended", async () => {
    const { alerts, meter } = await processOf("one");
    const ways = { webhook: "http://127.0.0.1:1/hook", emails: [] };
    await alerts.save(ANN, form({ ways }));
    await alerts.save(
      ANN,
      form({ name: "Slow too", ways, spec: { ...SPEC, meter: "http.request_ms", windowS: 60 } }),
    );
    meter.record("api.request_ms", 500);
    await alerts.tick();
    meter.record("http.request_ms", 500);
    await alerts.tick();
    const webhooks = async () => (await topics()).filter((topic) => topic === ALERT_WEBHOOK).length;
    expect(await webhooks()).toBe(1);
    await alerts.sweep();
    expect(await webhooks()).toBe(1);
    nowMs += 11_000;
    await alerts.tick();
    await alerts.sweep();
    // The end of the first, and what came with it.
    expect(await webhooks()).toBe(3);
    await alerts.sweep();
    expect(await webhooks()).toBe(3);
  });

  it("is silent while its rule is mute, and told when the mute runs out while it stands", async () => {
    const { alerts, meter, shown } = await processOf("one");
    const { id } = await alerts.save(
      ANN,
      form({ ways: { webhook: "http://127.0.0.1:1/hook", emails: [] }, spec: { ...SPEC, windowS: 3_600 } }),
    );
    await alerts.mute(ANN, id, 10);
    meter.record("api.request_ms", 500);
    await alerts.tick();
    expect(shown.at(-1)).toMatchObject({ standing: "firing", isTold: false });
    expect(await topics()).toEqual([ALERT_MOVED]);
    expect(await standing()).toEqual([]);
    nowMs += 600_001;
    await alerts.tick();
    await alerts.sweep();
    expect(await topics()).toEqual([ALERT_MOVED, ALERT_MOVED, ALERT_WEBHOOK]);
    expect(await standing()).toHaveLength(1);
  });

  it("tells what else moved in the same minutes, farthest first, and who changed what", async () => {
    nowMs = Math.floor(nowMs / 60_000) * 60_000;
    const minute = (name: string, minutesAgo: number, value: number): MeterMinute => ({
      ...{ at: new Date(nowMs - minutesAgo * 60_000), name, kind: "histogram" },
      ...{ count: 10, sum: value * 10 },
    });
    const hour = Array.from({ length: 60 }, (_, i) => i + 6);
    const { alerts, meter } = await processOf("one", opened.db, [
      ...hour.flatMap((ago) => [
        minute("db.wait_ms", ago, 10 + (ago % 3)),
        minute("cache.bytes", ago, 100 + (ago % 5)),
        minute("quiet", ago, 5 + (ago % 2)),
        minute("api.request_ms", ago, 20),
      ]),
      ...[minute("db.wait_ms", 1, 90), minute("cache.bytes", 2, 140), minute("quiet", 1, 5.5)],
      // Its own meter is what the alert says already.
      minute("api.request_ms", 1, 500),
    ]);
    const { id } = await alerts.save(ANN, form());
    meter.record("api.request_ms", 500);
    await alerts.tick();
    const { moved, changes } = await alerts.detail(ANN, { id, alertId: null });
    expect(moved?.meters.map(({ name, value }) => [name, value])).toEqual([
      ["db.wait_ms", 90],
      ["cache.bytes", 140],
    ]);
    expect(moved?.changes.map(({ action }) => action)).toEqual(["alert-rule.save"]);
    expect(changes.map(({ action }) => action)).toEqual(["alert-rule.save"]);
  });
});

describe("where alerts go", () => {
  it("is told to the organisation that runs the platform, and to no other", async () => {
    const { alerts } = await processOf("one");
    const ways = { webhook: "https://receiver.example/alerts", emails: ["duty@example.org"] };
    const { id } = await alerts.save(ANN, form({ ways }));
    expect((await alerts.list(ANN))[0]?.ways).toEqual(ways);
    const elsewhere: Scope = { ...ANN, organisationId: 2, role: "manager", isOperator: false };
    const told = [await alerts.list(elsewhere), await alerts.detail(elsewhere, { id, alertId: null })];
    expect(told).toMatchObject([[{ name: "Slow requests" }], { rule: { name: "Slow requests" } }]);
    expect(JSON.stringify(told)).not.toMatch(/example/);
  });
});

describe("a change of a rule", () => {
  it("is undone, step by step, down to the rule itself", async () => {
    const { alerts } = await processOf("one");
    const audit = createAudit({ db: opened.db, undoers: ALERT_UNDOERS });
    const made = await alerts.save(ANN, form());
    const taken = await alerts.own(ANN, made.id, true);
    const muted = await alerts.mute(ANN, made.id, 60);
    const gone = await alerts.remove(ANN, made.id);
    expect(await alerts.list(ANN)).toEqual([]);
    await audit.undo(ANN, gone.auditId);
    expect(await alerts.list(ANN)).toMatchObject([{ id: made.id, ownerName: "Ann" }]);
    await audit.undo(ANN, muted.auditId);
    expect(await alerts.list(ANN)).toMatchObject([{ mutedUntil: null, ownerName: "Ann" }]);
    await audit.undo(ANN, taken.auditId);
    expect(await alerts.list(ANN)).toMatchObject([{ ownerName: null }]);
    await audit.undo(ANN, made.auditId);
    expect(await alerts.list(ANN)).toEqual([]);
  });

  it("ends the alert of a rule that is off, gone, or watches something else, and keeps it through any other change", async () => {
    const { alerts, meter } = await processOf("one");
    const open = () => opened.db.alert.count({ where: { openRuleId: { not: null } } });
    for (const change of [{ isOn: false }, { spec: { ...SPEC, raise: 900, clear: 50 } }]) {
      const { id } = await alerts.save(ANN, form());
      meter.record("api.request_ms", 500);
      await alerts.tick();
      await alerts.save(ANN, form({ id, name: "Another name" }));
      expect(await open()).toBe(1);
      await alerts.save(ANN, form({ id, ...change }));
      expect(await open()).toBe(0);
      await alerts.remove(ANN, id);
    }
  });

  it("refuses ways that the installation has not set up, by name", async () => {
    const alerts = createMeterAlerts({
      ...{ db: opened.db, meter: createMeter(), holder: "one", publish: () => {}, report: () => {} },
      ...{ hours: async () => new Map(), minutes: async () => [], labelledMinutes: async () => [] },
      out: { hasWebhooks: false, hasLetters: false, isPrivateAllowed: true },
    });
    const hook = form({ ways: { webhook: "https://example.org/", emails: [] } });
    await expect(alerts.save(ANN, hook)).rejects.toThrow(/ways\.webhook: .*ALERT_WEBHOOK_SECRET/);
    const mail = form({ ways: { webhook: null, emails: ["ann@example.org"] } });
    await expect(alerts.save(ANN, mail)).rejects.toThrow(/ways\.emails: .*SMTP_URL/);
  });

  it("refuses a webhook to a private address, where nobody said that the receiver is one's own", async () => {
    const alerts = createMeterAlerts({
      ...{ db: opened.db, meter: createMeter(), holder: "one", publish: () => {}, report: () => {} },
      ...{ hours: async () => new Map(), minutes: async () => [], labelledMinutes: async () => [] },
      out: { hasWebhooks: true, hasLetters: true, isPrivateAllowed: false },
    });
    const hook = form({ ways: { webhook: "http://169.254.169.254/latest/meta-data", emails: [] } });
    await expect(alerts.save(ANN, hook)).rejects.toThrow(/ways\.webhook: found 169\.254\.169\.254/);
  });

  it("seeds the promises of the scorecard once, and not again what was removed", async () => {
    const { alerts } = await processOf("one");
    const count = await alerts.seed(PROMISES);
    expect(count).toBe(4);
    const [first] = await alerts.list(ANN);
    if (first !== undefined) await alerts.remove(ANN, first.id);
    expect(await alerts.seed(PROMISES)).toBe(0);
    expect(await alerts.list(ANN)).toHaveLength(count - 1);
  });
});

const listen = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = "";
  for await (const part of request) text += part;
  return text;
};

describe("the ways out", () => {
  const deliver = (send: ((letter: Letter) => Promise<void>) | null) => {
    const out = createNoticesOut({
      ...{ db: opened.db, publicUrl: "https://r.example.org" },
      out: createWaysOut({ secret: SECRET, isPrivateAllowed: true, send, now }),
    });
    return createOutboxRelay({
      ...{ db: opened.db, now: () => Date.now() + 60_000, baseMs: 1, maxAttempts: 4 },
      handlers: { [ALERT_WEBHOOK]: out.post, [ALERT_EMAIL]: out.write },
    });
  };

  const drained =
    (relay: { drain(): Promise<number> }, count: () => number | Promise<number>) => async () => {
      await relay.drain();
      return count();
    };

  it("signs a webhook, tries one that fails again, and holds no letter back behind it", async () => {
    const seen: { headers: IncomingMessage["headers"]; body: string }[] = [];
    let failures = 2;
    const server = createServer(async (request, response) => {
      const body = await textOf(request);
      if (failures-- > 0) response.writeHead(503).end();
      else {
        seen.push({ headers: request.headers, body });
        response.writeHead(204).end();
      }
    });
    const port = await listen(server);
    const letters: Letter[] = [];
    const { alerts } = await processOf("one");
    const ways = { webhook: `http://127.0.0.1:${port}/hook`, emails: ["ann@example.org"] };
    const { id } = await alerts.save(ANN, form({ ways }));
    await alerts.testFire(ANN, id);
    const relay = deliver(async (letter) => void letters.push(letter));
    await relay.drain();
    expect(letters).toHaveLength(1);
    await expect
      .poll(
        drained(relay, () => seen.length),
        { timeout: 5_000 },
      )
      .toBe(1);
    const [{ headers, body } = { headers: {}, body: "" }] = seen;
    expect(JSON.parse(body)).toMatchObject({
      event: "test",
      alert: { name: "Slow requests", found: "Test by Ann" },
    });
    const atS = Number(headers["x-roundsman-timestamp"]);
    expect(headers["x-roundsman-signature"]).toBe(signatureOf(SECRET, atS, body));
    expect(await relay.dead()).toEqual([]);
    server.close();
  });

  it("gives a webhook up after its attempts, with what the receiver said", async () => {
    const server = createServer((_, response) => void response.writeHead(500).end());
    const port = await listen(server);
    const { alerts } = await processOf("one");
    const { id } = await alerts.save(
      ANN,
      form({ ways: { webhook: `http://127.0.0.1:${port}/`, emails: [] } }),
    );
    await alerts.testFire(ANN, id);
    const relay = deliver(null);
    await expect
      .poll(
        drained(relay, async () => (await relay.dead()).length),
        { timeout: 5_000 },
      )
      .toBe(1);
    expect((await relay.dead())[0]?.error).toContain("got 500, expected 200 to 299");
    server.close();
  });

  it("sends a letter by SMTP", async () => {
    const said: string[] = [];
    // A server of the few commands that a letter takes.
    const server = createTcpServer((socket) => {
      let isData = false;
      socket.write("220 test\r\n");
      socket.on("data", (chunk) => {
        for (const line of chunk.toString().split("\r\n")) {
          if (line === "") continue;
          said.push(line);
          if (isData) {
            if (line !== ".") continue;
            isData = false;
            socket.write("250 taken\r\n");
          } else if (/^DATA/i.test(line)) {
            isData = true;
            socket.write("354 go on\r\n");
          } else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n");
          else socket.write("250 ok\r\n");
        }
      });
    });
    const port = await listen(server);
    const mailer = createMailer({ url: `smtp://127.0.0.1:${port}`, from: "alerts@example.org" });
    const { alerts } = await processOf("one");
    const { id } = await alerts.save(
      ANN,
      form({ ways: { webhook: null, emails: ["ann@example.org", "bob@example.org"] } }),
    );
    await alerts.testFire(ANN, id);
    await deliver(mailer.send).drain();
    mailer.close();
    server.close();
    expect(said).toEqual(
      expect.arrayContaining([
        "MAIL FROM:<alerts@example.org>",
        "RCPT TO:<ann@example.org>",
        "RCPT TO:<bob@example.org>",
        "Subject: Test: Slow requests",
        "Slow requests: Test by Ann",
      ]),
    );
    // An equals sign travels as its number.
    expect(said).toContain(`https://r.example.org/performance?rule=3D${id}`);
  });

  it("fails where the mail server does not answer, so that it is tried again", async () => {
    const mailer = createMailer({ url: "smtp://127.0.0.1:1", from: "alerts@example.org" });
    const letter = { to: ["ann@example.org"], subject: "s", text: "t" };
    await expect(mailer.send(letter)).rejects.toThrow(/ECONNREFUSED/);
  });
});
