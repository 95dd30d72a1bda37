import { describe, expect, it } from "vitest";
import { type Complete, createDecide } from "#server/ask/decide.ts";
import { AppError, type ErrorCode } from "#server/lib/errors.ts";

const SCOPE = { organisationId: 1, role: "dispatcher" as const, depotIds: null, userId: "u" };
const READINGS = ["routes: late", "stops: late"];

const answering = (text: string, isWhole = true) => {
  const asked: Parameters<Complete>[0][] = [];
  const decide = createDecide(async (request) => {
    asked.push(request);
    return { text, isWhole };
  });
  return { asked, decide: (readings = READINGS) => decide(SCOPE, "what is late", readings) };
};

describe("a model chooses between readings", () => {
  it("by their number, in at most 40 tokens, out of those that are offered", async () => {
    const { asked, decide } = answering('{"reading":2}');
    expect(await decide()).toBe(1);
    expect(asked[0]?.schema).toEqual({ type: "object", properties: { reading: { enum: [1, 2] } } });
    expect(asked[0]?.maxTokens).toBeLessThanOrEqual(40);
    expect(asked[0]?.text).toContain("1. routes: late\n2. stops: late");
  });
  it("is never answered from memory by a number for other readings", async () => {
    const { asked, decide } = answering('{"reading":2}');
    await decide();
    await decide(["stops: late", "routes: late"]);
    expect(asked[0]?.asker.setting).not.toBe(asked[1]?.asker.setting);
  });
  it("is not heard where it names none of them, or was cut", async () => {
    expect(await answering('{"reading":3}').decide()).toBeNull();
    expect(await answering("the second").decide()).toBeNull();
    expect(await answering('{"reading":2', false).decide()).toBeNull();
  });
  it.each<ErrorCode>(["UNAVAILABLE", "TOO_MANY_REQUESTS", "TIMEOUT"])(
    "leaves the choice to the asker where it says %s",
    async (code) => {
      const decide = createDecide(async () => {
        throw new AppError(code, "no");
      });
      expect(await decide(SCOPE, "what is late", READINGS)).toBeNull();
    },
  );
  it("lets other faults be seen", async () => {
    const decide = createDecide(async () => {
      throw new Error("a fault of ours");
    });
    await expect(decide(SCOPE, "what is late", READINGS)).rejects.toThrow("a fault of ours");
  });
});
