import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";

/** Each import rule with a file that breaks it: the rule, the file, and what the file imports. */
const PLANTED: [rule: string, from: string, to: string][] = [
  ["no-cycles", "server/lib/ring-a.ts", "#server/lib/ring-b.ts"],
  ["browser-sees-schemas-only", "components/fleet/list.tsx", "#server/fleet/service.ts"],
  ["server-never-imports-ui", "server/accounts/service.ts", "#components/fleet/row.tsx"],
  ["components-never-import-app", "components/fleet/shell.tsx", "#app/page.tsx"],
  ["schema-is-portable", "server/flags/schema.ts", "node:fs"],
  ["core-is-pure", "server/routing/core/clock.ts", "node:fs"],
  ["lib-is-bottom", "server/lib/bottom.ts", "#server/platform/db.ts"],
  ["platform-knows-no-domain", "server/platform/log.ts", "#server/fleet/schema.ts"],
  ["leaf-domains-are-strangers", "server/telemetry/service.ts", "#server/fleet/service.ts"],
  ["domains-meet-at-the-face", "server/ask/service.ts", "#server/fleet/store.ts"],
  ["transport-keeps-to-the-face", "server/http/rows.ts", "#server/fleet/store.ts"],
  ["routers-stay-thin", "server/fleet/router.ts", "#server/fleet/store.ts"],
  ["trpc-only-in-transport", "server/vector/service.ts", "@trpc/server"],
  ["env-only-in-compose", "server/forecast/service.ts", "#server/env.ts"],
  ["adapters-only-in-compose", "server/external/service.ts", "#server/platform/cache.redis.ts"],
  ["tests-are-leaves", "server/llm/service.ts", "#server/llm/core.test.ts"],
];

const HARMLESS = [
  ...["server/lib/heap.ts", "server/platform/db.ts", "server/platform/cache.redis.ts", "server/env.ts"],
  ...[
    "server/fleet/schema.ts",
    "server/fleet/service.ts",
    "server/fleet/store.ts",
    "server/llm/core.test.ts",
  ],
  ...["components/fleet/row.tsx", "app/page.tsx", "server/lib/ring-b.ts"],
];

type Violation = { rule: { name: string }; from: string };

let folder = "";
let violations: Violation[] = [];

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "roundsman-imports-")));
  for (const name of [".dependency-cruiser.cjs", "package.json", "tsconfig.json"])
    copyFileSync(name, join(folder, name));
  symlinkSync(realpathSync("node_modules"), join(folder, "node_modules"));
  for (const path of HARMLESS) write(path, "export const value = 1;\n");
  for (const [, from, to] of PLANTED)
    write(from, `import * as planted from "${to}";\nexport const value = planted;\n`);
  write(
    "server/lib/ring-b.ts",
    'import * as planted from "#server/lib/ring-a.ts";\nexport const value = planted;\n',
  );
  const cruise = join(folder, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const { stdout } = spawnSync(
    process.execPath,
    [cruise, "--output-type", "json", "app", "components", "server"],
    {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 64 * 2 ** 20,
    },
  );
  violations = (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(PLANTED)("the rule %s catches %s", (rule, from) => {
  expect(violations.filter((each) => each.from === from).map((each) => each.rule.name)).toContain(rule);
});

it("blames none of the files that keep the order", () => {
  const blamed = new Set(violations.map((each) => each.from));
  expect(HARMLESS.filter((path) => blamed.has(path) && path !== "server/lib/ring-b.ts")).toEqual([]);
});

it("plants a violation of every rule there is", async () => {
  const { createRequire } = await import("node:module");
  const rules = createRequire(import.meta.url)("../.dependency-cruiser.cjs") as {
    forbidden: { name: string }[];
  };
  expect(PLANTED.map(([rule]) => rule).sort()).toEqual(rules.forbidden.map((rule) => rule.name).sort());
});
