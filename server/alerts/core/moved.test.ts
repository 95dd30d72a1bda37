import { describe, expect, it } from "vitest";
import { type MeterMinute, rankMoved } from "./moved.ts";

const START = Date.parse("2026-11-27T10:00:00Z");
const AROUND = { fromMs: START, toMs: START + 600_000 };
const minute = (
  name: string,
  offset: number,
  value: number,
  kind: MeterMinute["kind"] = "gauge",
): MeterMinute => ({
  ...{ name, kind, at: new Date(START + offset * 60_000) },
  ...(kind === "counter" ? { count: 3, sum: value } : { count: 2, sum: 2 * value }),
});
const hourOf = (name: string, values: readonly number[], kind?: MeterMinute["kind"]) =>
  Array.from({ length: 60 }, (_, i) => minute(name, i - 60, values[i % values.length] as number, kind));

describe("what moved", () => {
  it("is ranked by how far it lay from its own hour before, up or down, by its farthest minute", () => {
    const found = rankMoved(
      [
        ...hourOf("a", [10, 11, 12]),
        ...[minute("a", 1, 13), minute("a", 2, 40)],
        ...hourOf("b", [100, 110, 120]),
        ...[minute("b", 0, -900)],
        ...hourOf("still", [5, 6]),
        minute("still", 3, 6),
      ],
      AROUND,
      10,
    );
    expect(found.map(({ name, value, usual }) => [name, value, usual])).toEqual([
      ["b", -900, 110],
      ["a", 40, 11],
    ]);
    expect(found[1]?.at).toBe("2026-11-27T10:02:00.000Z");
  });

  it("takes a counter by its sum a minute", () => {
    const minutes = [...hourOf("c", [30, 31, 32], "counter"), minute("c", 1, 300, "counter")];
    expect(rankMoved(minutes, AROUND, 10)).toMatchObject([{ name: "c", value: 300, usual: 31 }]);
  });

  it.each([
    ["known for too few minutes", [...hourOf("a", [1]).slice(51), minute("a", 1, 99)]],
    ["with nothing in those minutes", hourOf("a", [1])],
    ["far only outside of those minutes", [...hourOf("a", [1]), minute("a", 10, 99)]],
  ])("leaves a meter aside that is %s", (_, minutes) => {
    expect(rankMoved(minutes, AROUND, 10)).toEqual([]);
  });

  it("gives no more than it is asked for", () => {
    const minutes = ["a", "b", "c"].flatMap((name) => [...hourOf(name, [1, 2]), minute(name, 1, 99)]);
    expect(rankMoved(minutes, AROUND, 2)).toHaveLength(2);
  });
});
