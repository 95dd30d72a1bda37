// Writes the README's table of how questions are read, from a run of both readers: npx tsx scripts/ask-table.ts, then biome format.
import { readFileSync, writeFileSync } from "node:fs";
import { createEar, type Heard } from "./asked/listen.ts";

const SECTIONS = [
  ...["Live status", "Progress and ETA", "Exceptions", "Reassign and what-if", "Look-up and notes"],
  ...["KPIs and trends", "Compare and rank", "Cost, fuel, emissions", "Forecast", "Vehicles and maintenance"],
  ...["Drivers, safety, hours", "Disposal and weights", "Explain", "Alerts, reports, exports"],
  ...["Engineer and platform", "Follow-ups, ambiguity, refusals, languages"],
];
// What people typed and said, by when it was written: the first two sets stand in one file.
const OWN_WORDS = [
  "spoken.txt",
  "third.txt",
  "fourth.txt",
  "fifth.txt",
  "sixth.txt",
  "seventh.txt",
  "eighth.txt",
  "ninth.txt",
  "tenth.txt",
  "eleventh.txt",
  "twelfth.txt",
  ...["costs", "measures", "proposals", "records", "status", "turns", "workshop"].map(
    (of) => `thousand-${of}.txt`,
  ),
];
const [BEGIN, END] = ["<!-- ask-table -->", "<!-- /ask-table -->"];

type Tally = { all: number; exact: number; run: number; right: number; refused: number; offered: number };
const nothing = (): Tally => ({ all: 0, exact: 0, run: 0, right: 0, refused: 0, offered: 0 });

// Lines of tab-parted fields; sentences of a conversation are parted by " > ".
const fieldsOf = (file: string): string[][] =>
  readFileSync(`scripts/asked/${file}`, "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));

const count = (tally: Tally, heard: Heard, isMeant: boolean | null): boolean => {
  tally.all++;
  const isRight = isMeant === null ? heard.kind === "refusal" : heard.kind === "reading" && isMeant;
  if (isRight) tally.exact++;
  if (heard.kind === "choice") tally.offered++;
  if (heard.kind === "refusal" && isMeant !== null) tally.refused++;
  if (heard.kind === "reading") {
    tally.run++;
    if (isRight) tally.right++;
  }
  return isRight;
};

const hear = await createEar();
const tables: [published: Tally, spoken: Tally][] = SECTIONS.map(() => [nothing(), nothing()]);
const failures: string[] = [];
const told = (heard: Heard): string =>
  heard.kind === "reading"
    ? `read as “${heard.words}”`
    : heard.kind === "choice"
      ? "two readings offered"
      : "refused";
for (const [id = "", section = "", said = "", meant = ""] of fieldsOf("published.txt")) {
  const turns = said.split(" > ");
  const heard = await hear(turns);
  const table = tables[Number(section) - 1]?.[0];
  if (table && !count(table, heard, meant === "refuse" ? null : heard.words === meant))
    failures.push(`- ${id}, ${turns.at(-1)}: ${told(heard)}`);
}
for (const [section = "", said = "", plain = ""] of OWN_WORDS.flatMap(fieldsOf)) {
  const turns = said.split(" > ");
  const heard = await hear(turns);
  const meant = plain === "refuse" ? null : (await hear(plain.split(" > "), true)).plan === heard.plan;
  const table = tables[Number(section) - 1]?.[1];
  if (table && !count(table, heard, meant)) failures.push(`- “${turns.join(" / ")}”: ${told(heard)}`);
}
const sum = (at: 0 | 1): Tally =>
  tables.reduce((all, section) => {
    for (const key of Object.keys(all) as (keyof Tally)[]) all[key] += section[at][key];
    return all;
  }, nothing());
const share = (part: number, whole: number): string =>
  whole === 0 ? "–" : `${Math.round((1_000 * part) / whole) / 10} %`;
const cells = ({ all, exact, run, right, refused }: Tally): string =>
  `${all} | ${share(exact, all)} | ${share(run, all)} | ${share(right, run)} | ${refused}`;
const rows = [
  "| Section | published | exact | run at once | right of those | refused | in own words | exact | run at once | right of those | refused |",
  `| --- |${" --: |".repeat(10)}`,
  ...SECTIONS.map(
    (name, i) =>
      `| ${i + 1}. ${name} | ${cells(tables[i]?.[0] ?? nothing())} | ${cells(tables[i]?.[1] ?? nothing())} |`,
  ),
  `| All | ${cells(sum(0))} | ${cells(sum(1))} |`,
];
const readme = readFileSync("README.md", "utf8");
const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)];
if (from === -1 || to < from)
  throw new Error(`README.md: found no ${BEGIN} before ${END}, expected both around the table`);
const text = `${BEGIN}\n\n${rows.join("\n")}\n\n<details><summary>What is not read as meant (${failures.length})</summary>\n\n${failures.join("\n")}\n\n</details>\n\n`;
writeFileSync("README.md", readme.slice(0, from) + text + readme.slice(to));
process.stdout.write(`${rows.join("\n")}\n${failures.join("\n")}\n`);
