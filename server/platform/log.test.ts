import { describe, expect, it } from "vitest";
import { createLog } from "#server/platform/log.ts";

const collect = (options: { level?: "info" | "warn"; pretty?: boolean }) => {
  const lines: string[] = [];
  return { lines, log: createLog({ ...options, write: (line) => lines.push(line) }) };
};

describe("log", () => {
  it("writes one JSON line per entry with its facts", () => {
    const { log, lines } = collect({});
    log.child({ area: "outbox" }).info({ rows: 3 }, "relayed");
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level: 30, area: "outbox", rows: 3, msg: "relayed" });
  });

  it("keeps quiet below its level", () => {
    const { log, lines } = collect({ level: "warn" });
    log.info("not said");
    log.warn("said");
    expect(lines).toHaveLength(1);
  });

  it("leaves secrets out, at the top and one level down", () => {
    const { log, lines } = collect({});
    log.info({ password: "hunter2", headers: { cookie: "sid=hunter2" } }, "signed in");
    expect(lines.join()).not.toContain("hunter2");
    expect(lines.join()).toContain("[left out]");
  });

  it("writes lines for a person with the stack of a failure", () => {
    const { log, lines } = collect({ pretty: true });
    log.error({ err: new Error("no route"), vehicleId: 7 }, "dispatch failed");
    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} error dispatch failed vehicleId=7\nError: no route\n\s+at /,
    );
  });
});
