import { describe, expect, it } from "vitest";
import { createTimeScale, placeOn, spanAround } from "./time-scale.ts";

const at = (time: string): number => Date.parse(`2026-11-23T${time}:00Z`);

describe("spanAround", () => {
  it("takes whole hours around everything", () => {
    const parts = [
      { fromMs: at("06:20"), toMs: at("09:00") },
      { fromMs: at("07:00"), toMs: at("14:01") },
    ];
    expect(spanAround(parts)).toEqual({ fromMs: at("06:00"), toMs: at("15:00") });
  });

  it("has nothing to say around nothing", () => {
    expect(spanAround([])).toBeUndefined();
  });
});

describe("createTimeScale", () => {
  const scale = createTimeScale({ fromMs: at("06:00"), toMs: at("10:00") });

  it("gives every hour the same room and marks it", () => {
    expect(scale.hours.map(({ share }) => share)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it("leads from times to shares and back", () => {
    expect(scale.shareOf(at("07:30"))).toBe(0.375);
    expect(scale.msOf(0.375)).toBe(at("07:30"));
  });

  it("places a stretch by its start and its length", () => {
    const part = { fromMs: at("07:00"), toMs: at("09:00") };
    expect(placeOn(scale, part)).toEqual({ insetInlineStart: "25%", width: "50%" });
  });
});
