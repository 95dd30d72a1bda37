import { describe, expect, it } from "vitest";
import { recall, withAlternative, withAsked } from "./asked.ts";

describe("questions asked before", () => {
  it("stand once, newest first, and fifty at most", () => {
    expect(withAsked(["a", "b", "c"], "b")).toEqual(["b", "a", "c"]);
    const many = Array.from({ length: 60 }, (_, i) => `q${i}`);
    expect(withAsked(many, "new")).toHaveLength(50);
  });

  it("are recalled upwards to the oldest and downwards to what is being typed", () => {
    const asked = ["new", "old"];
    expect(recall(asked, -1, 1)).toBe(0);
    expect(recall(asked, 1, 1)).toBe(1);
    expect(recall(asked, 0, -1)).toBe(-1);
    expect(recall([], -1, 1)).toBe(-1);
  });
});

describe("another thing of the same name", () => {
  it("takes the place of the words that meant the first", () => {
    expect(withAlternative("What did MARIA report?", "maria", "driver Maria Lopez")).toBe(
      "What did driver Maria Lopez report?",
    );
  });

  it("is added where the words are not found as they stand", () => {
    expect(withAlternative("status of 42", "truck 42", "vehicle Truck 4")).toBe(
      "status of 42 (vehicle Truck 4)",
    );
  });
});
