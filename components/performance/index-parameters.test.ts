import { describe, expect, it } from "vitest";
import { IndexSettings } from "#server/vector/schema.ts";
import { numberOf, settingsOf, typedOf } from "./index-parameters.ts";

const before = IndexSettings.parse({ kind: "ivf-hnsw-sq" });

describe("the parameters of an index as they are typed", () => {
  it.each([
    ["ef", "16", 16],
    ["ef", " 2000 ", 2_000],
    ["ef", "15", undefined],
    ["ef", "2001", undefined],
    ["ef", "", undefined],
    ["ef", "1e9", undefined],
    ["ef", "40.5", undefined],
    ["refine", "0", 0],
  ] as const)("%s %j is %s", (name, text, value) => {
    expect(numberOf(name, text)).toBe(value);
  });

  it("make settings that the server takes, those of other kinds as they were", () => {
    const typed = { ...typedOf(before), probes: "64", ef: "nonsense" };
    const made = settingsOf(before, "ivf-flat", "none", typed);
    expect(IndexSettings.parse(made)).toEqual({ ...before, kind: "ivf-flat", probes: 64 });
    expect(settingsOf(before, "ivf-hnsw-sq", "none", typed)).toBeUndefined();
    expect(settingsOf(before, "hnsw", "sq", typedOf(before))).toEqual({
      ...before,
      kind: "hnsw",
      quantizer: "sq",
    });
  });
});
