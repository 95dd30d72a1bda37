// `npm run check`: everything that is read off the source without running it, each going on after the one before failed.
import { spawnSync } from "node:child_process";

const scripts = ["check:lint", "check:types", "check:imports", "check:dead", "check:structure"];
const failed = scripts.filter((script) => {
  console.log(`\n── ${script}`);
  return spawnSync("npm", ["run", "--silent", script], { stdio: "inherit" }).status !== 0;
});
console.log(failed.length === 0 ? "\nall checks passed" : `\nfailed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
