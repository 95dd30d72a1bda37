// How the ways to say questions are read: npx tsx scripts/reader-check.ts FILE… [--all] prints those read otherwise than their plain question.
import { readFileSync } from "node:fs";
import { createEar } from "./asked/listen.ts";

const [, , ...args] = process.argv;
const byRules = args.includes("--rules");
const files = args.filter((arg) => !arg.startsWith("--"));
const hear = await createEar();
const total = { all: 0, exact: 0, wrong: 0, choice: 0, refused: 0 };
for (const file of files) {
  const lines = readFileSync(file, "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  let meant: Awaited<ReturnType<typeof hear>> | null = null;
  for (const line of lines) {
    if (line.startsWith("= ")) {
      meant = await hear([line.slice(2)]);
      console.log(`${line}\n    ${meant.kind}: ${meant.words}`);
      continue;
    }
    if (meant?.kind !== "reading") continue;
    total.all++;
    const heard = await hear([line], byRules);
    if (heard.kind === "reading" && heard.plan === meant.plan) total.exact++;
    else if (heard.kind === "reading") {
      total.wrong++;
      console.log(`  WRONG  ${line}\n         ${heard.words}`);
    } else if (heard.kind === "choice") {
      total.choice++;
      console.log(`  CHOICE ${line}`);
    } else {
      total.refused++;
      console.log(`  REFUSE ${line}\n         ${heard.words.slice(0, 170)}`);
    }
  }
}
console.log(JSON.stringify(total));
