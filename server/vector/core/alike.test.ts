import { describe, expect, it } from "vitest";
import { foldAlike, plainForm } from "#server/vector/core/alike.ts";

describe("what says the same", () => {
  it.each([
    ["The gate is locked.", "gate locked", true],
    ["Bins are left open", "Bin left open!", true],
    ["The gate is locked", "The gate is not locked", false],
    ["Code 2231", "Code 2232", false],
    ["from the yard to the tip", "from the tip to the yard", false],
  ])('"%s" and "%s": %s', (a, b, isSame) => {
    expect(plainForm(a) === plainForm(b)).toBe(isSame);
  });

  const match = (id: number, text: string, given = {}) => ({ id, kind: "note", at: id, text, ...given });
  const fold = (...found: ReturnType<typeof match>[]) =>
    foldAlike(found, ({ text }) => plainForm(text)).map(({ id, alike }) => [
      id,
      alike.map((each) => each.id),
    ]);

  it("is one, under the first, the newest of the others before the older", () => {
    expect(fold(match(2, "Locked"), match(1, "locked."), match(5, "Open"), match(9, "is locked"))).toEqual([
      [2, [9, 1]],
      [5, []],
    ]);
  });

  it("is not one over kinds, nor where nothing is said", () => {
    expect(fold(match(1, "Locked"), match(2, "Locked", { kind: "exception" }))).toHaveLength(2);
    expect(fold(match(1, ""), match(2, ""))).toHaveLength(2);
  });
});
