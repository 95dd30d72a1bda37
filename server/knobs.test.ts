import { describe, expect, it } from "vitest";
import { KNOBS } from "#server/knobs.ts";
import { SETTINGS } from "#server/settings.ts";
import { moved } from "#server/tuning/core/controller.ts";

describe.each(KNOBS.map((knob) => [knob.setting.key, knob] as const))("the knob %s", (key, knob) => {
  const { setting, min, max } = knob;

  it("is a setting of the product, whose bounds and first value the setting allows", () => {
    expect(Object.values(SETTINGS)).toContain(setting);
    for (const value of [min, max, setting.fallback])
      expect(setting.schema.safeParse(value).success).toBe(true);
    expect(setting.fallback).toBeGreaterThanOrEqual(min);
    expect(setting.fallback).toBeLessThanOrEqual(max);
  });

  it("moves from its first value within its bounds to values that the setting allows", () => {
    const ways = [true, false].map((isUp) =>
      moved({ ...knob, key, shipped: setting.fallback }, setting.fallback, isUp),
    );
    expect(ways.some((to) => to !== setting.fallback)).toBe(true);
    for (const to of ways) expect(setting.schema.safeParse(to).success).toBe(true);
  });
});

it("names each setting once", () => {
  expect(new Set(KNOBS.map(({ setting }) => setting.key)).size).toBe(KNOBS.length);
});
