// `npm run check:structure`: what may lie where, how long it may be, and the house numbers.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { faultsOf, isCounted, quantile } from "#scripts/structure-rules.ts";

const listed = spawnSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
});
const tops = ["app", "components", "server", "e2e", "bench", "scripts", "i18n", "prisma"];
const files = listed.stdout
  .split("\n")
  .filter(
    (path) =>
      (tops.includes(path.split("/")[0] ?? "") || /^[^./][^/]*\.(ts|mjs|cjs)$/.test(path)) &&
      existsSync(path),
  )
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));

let count = 0;
for (const { path, text } of files) {
  for (const fault of faultsOf(path, text)) {
    count += 1;
    console.log(`${path} ${fault}`);
  }
}

const lines = files
  .filter(({ path }) => isCounted(path))
  .map(({ text }) => text.split("\n").length - 1)
  .sort((a, b) => a - b);
console.log(
  `${lines.length} source files: median ${quantile(lines, 0.5)} lines, p95 ${quantile(lines, 0.95)}, longest ${lines.at(-1) ?? 0} (house: under 100, under 300, at most 500)`,
);
process.exitCode = count === 0 ? 0 : 1;
