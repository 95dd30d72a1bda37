import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runFlags } from "#server/cli/flags.ts";

const folder = mkdtempSync(join(tmpdir(), "roundsman-flags-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

const run = async (...args: string[]) => {
  const printed: string[] = [];
  const status = await runFlags(args, { print: (line) => printed.push(line), now: () => 1_700_000_000_000 });
  return { status, printed };
};

const good = file("good.json", {
  flags: {
    banner: {
      state: "ENABLED",
      variants: { on: true, off: false },
      defaultVariant: "off",
      targeting: { if: [{ "==": [{ var: "role" }, "engineer"] }, "on"] },
      metadata: { owner: "dispatch" },
    },
  },
});

it("evaluates a flag for a context", async () => {
  const { status, printed } = await run(
    "eval",
    good,
    "--flag",
    "banner",
    "--context",
    '{"role":"engineer"}',
    "--json",
  );
  expect(status).toBe(0);
  expect(JSON.parse(printed[0] ?? "")).toEqual({
    value: true,
    variant: "on",
    reason: "TARGETING_MATCH",
    flagMetadata: { owner: "dispatch" },
  });
  expect((await run("eval", good, "--flag", "banner")).printed).toEqual([
    "value     false",
    "variant   off",
    "reason    DEFAULT",
    'metadata  {"owner":"dispatch"}',
  ]);
});

it("ends with 1 and says why where the flag cannot be had", async () => {
  const none = await run("eval", good, "--flag", "baner", "--type", "string", "--default", "plain");
  expect(none).toEqual({
    status: 1,
    printed: [
      'value     "plain"',
      "variant   none, the default given",
      "reason    ERROR",
      "error     FLAG_NOT_FOUND: flags/baner: found none of that key",
    ],
  });
});

it("checks a definition, each fault at its place", async () => {
  expect(await run("validate", good)).toEqual({ status: 0, printed: [`${good}: no fault`] });
  const bad = file("bad.json", {
    flags: { x: { state: "ON", variants: { a: 1, b: "2" }, targeting: { fractional: [["a", -1]] } } },
  });
  const { status, printed } = await run("validate", bad);
  expect(status).toBe(1);
  expect(printed.join("\n")).toContain("flags/x/state: ");
  expect(printed.join("\n")).toContain(
    "flags/x/targeting/fractional/0/1: got -1, expected a whole number from 0, or a rule",
  );
});

it.each([
  [["eval"], "expected flags eval FILE"],
  [["eval", good], "flags --flag: found none"],
  [["eval", good, "--flag", "banner", "--type", "bool"], 'flags --type: found "bool"'],
  [["eval", good, "--flag", "banner", "--default", "3"], "flags --default: found 3, expected a boolean"],
  [
    ["eval", good, "--flag", "banner", "--context", "[1]"],
    "flags --context: found [1], expected a JSON object",
  ],
  [["eval", join(folder, "none.json"), "--flag", "banner"], "expected a file that can be read"],
  [["validate", file("broken.json", "{")], "expected JSON"],
])("refuses %j", async (args, message) => {
  await expect(run(...args)).rejects.toThrow(message);
});
