import { describe, expect, it } from "vitest";
import { createStatementNames } from "./statement-names.ts";

describe("names of statements", () => {
  it("names what comes again, always the same, and each text another", () => {
    const nameOf = createStatementNames({ fromUse: 3 });
    expect([nameOf("a"), nameOf("a"), nameOf("a"), nameOf("a")]).toEqual(["", "", "s0", "s0"]);
    for (let i = 0; i < 3; i++) nameOf("b");
    expect([nameOf("b"), nameOf("a")]).toEqual(["s1", "s0"]);
  });

  it("names no more than so many", () => {
    const nameOf = createStatementNames({ fromUse: 1, most: 2 });
    expect(["a", "b", "c", "a"].map(nameOf)).toEqual(["s0", "s1", "", "s0"]);
  });
});
