import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withVariable } from "#server/llm/use.ts";

describe("a variable of an environment file", () => {
  it.each([
    ["", "MODEL=a.gguf\n"],
    ["PORT=3000\n", "PORT=3000\nMODEL=a.gguf\n"],
    ["# MODEL=old\nMODEL=old.gguf\nPORT=3000", "# MODEL=old\nMODEL=a.gguf\nPORT=3000\n"],
    ["MODEL=1\nMODEL_URL=x\nMODEL=2\n", "MODEL=a.gguf\nMODEL_URL=x\n"],
  ])("takes its place in %j", (text, expected) => {
    expect(withVariable(text, "MODEL", "a.gguf")).toBe(expected);
  });

  it("is quoted where it holds a space", () => {
    expect(withVariable("", "MODEL", "my models/a.gguf")).toBe('MODEL="my models/a.gguf"\n');
  });

  it("stands there once, however often it is set, and leaves all other lines", () => {
    const lines = fc.array(fc.constantFrom("PORT=1", "# MODEL=x", "MODEL=b", "HOST=h", "MODEL_URL=u"));
    fc.assert(
      fc.property(lines, (before) => {
        const once = withVariable(before.map((line) => `${line}\n`).join(""), "MODEL", "a");
        expect(withVariable(once, "MODEL", "a")).toBe(once);
        const after = once.split("\n").filter((line) => line !== "");
        expect(after.filter((line) => line.startsWith("MODEL="))).toEqual(["MODEL=a"]);
        const others = (all: string[]) => all.filter((line) => !line.startsWith("MODEL="));
        expect(others(after)).toEqual(others(before));
      }),
    );
  });
});
