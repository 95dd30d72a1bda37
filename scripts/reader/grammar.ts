import { readdirSync, readFileSync } from "node:fs";
import { NAMES } from "#server/ask/fixture-names.ts";
import type { Random } from "#server/lib/random.ts";

/** A meaning: the plain question that the rules read, and ways to say it. */
export type Meaning = { plain: string; ways: string[] };

const FOLDER = "scripts/reader";
const linesOf = (file: string): string[] =>
  readFileSync(`${FOLDER}/${file}`, "utf8")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));

// Pages with slots, then such as say each question as it stands.
const PAGES = [
  ...["day.txt", "office.txt", "reasons.txt", "further.txt"],
  ...["ways-day.txt", "ways-proposals.txt", "ways-records.txt", "ways-figures.txt"],
  ...["ways-neighbours.txt", "ways-measures.txt"],
  ...["talk-day.txt", "talk-proposals.txt", "talk-records.txt", "talk-figures.txt", "talk-office.txt"],
];

/** The meanings of the pages beside this file. */
export const readMeanings = (): Meaning[] => {
  const meanings: Meaning[] = [];
  for (const line of PAGES.flatMap(linesOf))
    if (line.startsWith("= ")) meanings.push({ plain: line.slice(2), ways: [] });
    else meanings.at(-1)?.ways.push(line);
  return meanings;
};

/** Questions that people asked, with the plain question of what they meant; those of a conversation are left out. */
export const readAsked = (): { said: string; plain: string }[] =>
  readdirSync("scripts/asked")
    .filter((file) => file.endsWith(".txt") && file !== "published.txt")
    .sort()
    .flatMap((file) =>
      readFileSync(`scripts/asked/${file}`, "utf8")
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#"))
        .map((line) => line.split("\t")),
    )
    .flatMap(([, said = "", plain = ""]) =>
      said.includes(" > ") || plain.includes(" > ") || plain === "refuse" ? [] : [{ said, plain }],
    );

/** Ways to say what is no question of a fleet. */
export const readOthers = (): string[] => linesOf("other.txt");

const namesOf = (kind: string): string[] =>
  NAMES.filter((name) => name.kind === kind).map(({ name }) => name);

const FILLS: Readonly<Record<string, readonly string[]>> = {
  R: namesOf("route"),
  Z: ["North", "East", "Riverside"],
  D: ["Maria", "Wei Chen", "Maria Santos"],
  ST: namesOf("street"),
  F: ["South landfill"],
  S: ["recycling", "refuse", "organics", "glass", "paper"],
  EX: ["no access", "blocked", "contaminated", "damaged", "not out", "extra waste", "overweight", "unsafe"],
  T: ["noon", "9 am", "10:30", "yesterday"],
  TOPIC: ["dogs", "a locked gate", "a gate code", "narrow alleys", "broken glass", "a smoking load", "noise"],
  W: [
    ...["today", "yesterday", "this week", "last week", "this month", "last month", "last quarter"],
    ...["this year", "in October", "last 7 days", "in the last two weeks", "on Monday", "since Monday"],
  ],
};
const NUMBERS: Readonly<Record<string, [low: number, high: number]>> = {
  V: [1, 50],
  H: [1, 200],
  N: [2, 30],
};

/** Values for the slots of a meaning and its ways, drawn once for both. */
export const drawFills = (random: Random): Map<string, string> =>
  new Map([
    ...Object.entries(FILLS).map(([slot, values]): [string, string] => [slot, random.pick(values)]),
    ...Object.entries(NUMBERS).map(([slot, [low, high]]): [string, string] => [
      slot,
      String(low + random.int(high - low + 1)),
    ]),
  ]);

/** One sentence of a way: a choice of each (a|b), each [part] or not, each {slot} filled. */
export const speak = (way: string, fills: ReadonlyMap<string, string>, random: Random): string => {
  const choose = (text: string): string => {
    const inner = /\(([^()[\]]*)\)|\[([^()[\]]*)\]/.exec(text);
    if (!inner) return text;
    const [whole, choices, part] = inner;
    const said =
      choices !== undefined ? random.pick(choices.split("|")) : random.chance(0.5) ? (part ?? "") : "";
    return choose(text.slice(0, inner.index) + said + text.slice(inner.index + whole.length));
  };
  return choose(way)
    .replace(/\{(\w+)\}/g, (_, slot: string) => {
      const value = fills.get(slot);
      if (value === undefined)
        throw new RangeError(`${way}: found slot {${slot}}, expected one of grammar.ts`);
      return value;
    })
    .replace(/\s+/g, " ")
    .trim();
};

const BEFORE = [
  "please",
  "hey",
  "can you tell me",
  "could you show me",
  "quick one:",
  "hi,",
  "I need to know",
];
const AFTER = ["please", "thanks", "pls", "now", "asap", "?", "??"];

/** A sentence as somebody in a hurry types it: with a courtesy around it, in small letters, with a slip. */
export const hurried = (sentence: string, random: Random): string => {
  let said = sentence;
  if (random.chance(0.2)) said = `${random.pick(BEFORE)} ${said}`;
  if (random.chance(0.2)) said = `${said} ${random.pick(AFTER)}`;
  if (random.chance(0.4)) said = said.toLowerCase();
  if (!random.chance(0.25)) return said;
  const words = said.split(" ");
  const at = random.int(words.length);
  const word = words[at] ?? "";
  if (word.length < 5 || /[^a-z]/.test(word)) return said;
  const k = 1 + random.int(word.length - 2);
  const slips = [
    word.slice(0, k) + word.slice(k + 1),
    word.slice(0, k) + (word[k + 1] ?? "") + (word[k] ?? "") + word.slice(k + 2),
    word.slice(0, k) + (word[k] ?? "") + word.slice(k),
  ];
  words[at] = random.pick(slips);
  return words.join(" ");
};
