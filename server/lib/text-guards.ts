/** Which words stand for which thing where no two things are ever the same, such as streams or zones: word to thing. */
export type Distinct = ReadonlyMap<string, string>;

const NUMBER_WORDS: Readonly<Record<string, string>> = Object.fromEntries([
  ..."zero one two three four five six seven eight nine ten eleven twelve"
    .split(" ")
    .map((w, i) => [w, `${i}`]),
  ...[
    ["fifteen", "15"],
    ["twenty", "20"],
    ["thirty", "30"],
    ["forty", "40"],
    ["fifty", "50"],
    ["sixty", "60"],
    ["hundred", "100"],
    ["thousand", "1000"],
    ["dozen", "12"],
    ["half", "1/2"],
    ["double", "2"],
    ["twice", "2"],
    ["once", "1"],
  ],
]);

const UNITS: Readonly<Record<string, string>> = {
  ...{ s: "second", sec: "second", secs: "second", second: "second", seconds: "second" },
  ...{ min: "minute", mins: "minute", minute: "minute", minutes: "minute" },
  ...{ h: "hour", hr: "hour", hrs: "hour", hour: "hour", hours: "hour" },
  ...{ day: "day", days: "day", week: "week", weeks: "week", month: "month", months: "month" },
  ...{ quarter: "quarter", quarters: "quarter", year: "year", years: "year" },
  ...{ km: "km", kilometre: "km", kilometres: "km", kilometer: "km", kilometers: "km", mile: "mile" },
  ...{ miles: "mile", m: "metre", metre: "metre", metres: "metre", meter: "metre", meters: "metre" },
  ...{ kg: "kg", kilo: "kg", kilos: "kg", t: "tonne", ton: "tonne", tons: "tonne", tonne: "tonne" },
  ...{ tonnes: "tonne", l: "litre", litre: "litre", litres: "litre", percent: "%", pct: "%" },
  ...{ am: "am", pm: "pm", oclock: "oclock" },
};

const DATES: readonly (readonly string[])[] = [
  ["today"],
  ["tonight", "evening"],
  ["yesterday"],
  ["tomorrow"],
  ["now", "currently", "moment"],
  ["morning"],
  ["afternoon"],
  ["noon", "midday"],
  ["night", "overnight"],
  ["weekend"],
  ["monday", "mon"],
  ["tuesday", "tue", "tues"],
  ["wednesday", "wed"],
  ["thursday", "thu", "thur", "thurs"],
  ["friday", "fri"],
  ["saturday", "sat"],
  ["sunday", "sun"],
  ["january", "jan"],
  ["february", "feb"],
  ["march"],
  ["april", "apr"],
  ["may"],
  ["june", "jun"],
  ["july", "jul"],
  ["august", "aug"],
  ["september", "sep", "sept"],
  ["october", "oct"],
  ["november", "nov"],
  ["december", "dec"],
  ["spring"],
  ["summer"],
  ["autumn", "fall"],
  ["winter"],
  ["last", "previous", "past"],
  ["this", "current"],
  ["next", "coming"],
  ["ago"],
  ["since"],
  ["until", "till"],
  ["daily"],
  ["weekly"],
  ["monthly"],
  ["yearly", "annual"],
];

// Words of one row turn a question round against those of every other row.
const DIRECTIONS: readonly (readonly string[])[] = [
  ["most", "highest", "top", "biggest", "largest", "greatest", "maximum", "max", "heaviest"],
  ["least", "lowest", "bottom", "smallest", "fewest", "minimum", "min", "lightest"],
  ["best"],
  ["worst"],
  ["more", "higher", "greater", "above", "over", "exceed", "exceeding", "exceeds"],
  ["less", "lower", "fewer", "below", "under"],
  ["before", "earlier"],
  ["after", "later"],
  ["early"],
  ["late", "behind", "delayed", "overdue"],
  ["ahead"],
  ["first", "earliest"],
  ["latest", "newest"],
  ["oldest"],
  ["longest"],
  ["shortest"],
  ["nearest", "closest"],
  ["farthest", "furthest"],
  ["fastest", "quickest"],
  ["slowest"],
  ["ascending"],
  ["descending"],
  ["increase", "increased", "rise", "rose", "rising", "up", "improve", "improved", "improving", "better"],
  ["decrease", "decreased", "fall", "fell", "falling", "down", "drop", "dropped", "worse", "worsening"],
  ["open", "unfinished", "outstanding", "remaining", "pending"],
  ["closed", "finished", "completed", "done", "complete"],
  ["start", "started", "begin", "began"],
  ["end", "ended", "ends", "finish", "finishes"],
  ["full"],
  ["empty"],
  ["locked"],
  ["unlocked"],
  ["out"],
  ["inside"],
  ["outside"],
  ["versus", "against", "than", "compared", "vs", "compare"],
  ["between"],
  ["exactly", "equal"],
  ["average", "mean"],
  ["total", "sum", "altogether"],
  ["many", "count", "number"],
  ["why"],
  ["when"],
  ["where"],
  ["who", "whose"],
  ["per", "by", "each", "every"],
  ["both"],
  ["or"],
];

const NEGATIONS = new Set([
  ...["not", "no", "without", "never", "none", "nobody", "nothing", "neither", "nor", "except", "excluding"],
  ...["excluded", "lacking", "isnt", "arent", "wasnt", "werent", "dont", "doesnt", "didnt", "hasnt"],
  ...["havent", "hadnt", "wont", "cant", "cannot", "couldnt", "shouldnt", "wouldnt", "other", "apart"],
]);

const classOf = (rows: readonly (readonly string[])[], name: string): [string, string][] =>
  rows.flatMap((row) => row.map((word): [string, string] => [word, `${name}:${row[0]}`]));

const FIXED: ReadonlyMap<string, string> = new Map([
  ...classOf(DIRECTIONS, "way"),
  ...classOf(DATES, "date"),
]);

// The word behind these matters as much as they do: "after the break" is not "after the lunch".
const BINDING = new Set([
  "before",
  "after",
  "than",
  "versus",
  "against",
  "vs",
  "except",
  "excluding",
  "without",
]);

/** Splits a text into words in lower case, without accents; codes, decimals and times stay in one piece. */
export const plainWords = (text: string): string[] =>
  text
    .normalize("NFD")
    .replace(/['’]s\b|\p{M}|['’]/giu, "")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+(?:[-.:,/][\p{L}\p{N}]+)*|%/gu) ?? [];

// Words that carry no meaning of their own in a question or a search.
const EMPTY = new Set(
  (
    "a an the is are was were be been being am do does did has have had having i me my we us our you your he she it its " +
    "they them their that these those there here of in on at for from to into with and as if so then please show give " +
    "tell list find get see let want need would could can should will shall may might must know about what which how " +
    "much some any all been also just only too very really still yet already got hi hello hey thanks thank kindly " +
    "display return fetch pull bring look check up lets im id ive"
  ).split(" "),
);

/** What a text asks, split into what must be the same and what must mean the same. */
export type Gist = {
  /** Numbers with units, dates, negations, directions and distinct things, in order within each kind; one text. */
  guards: string;
  /** The other words that carry meaning, each once. */
  words: string[];
};

const SPLIT_UNIT = /^(\d+(?:[.,]\d+)?)([a-z]+)$/;

const numberOf = (word: string): string | undefined =>
  /^\d/.test(word) ? word.replace(/,(?=\d{3}\b)/g, "") : NUMBER_WORDS[word];

/**
 * Maps a text to its gist. `distinct` names things that are never the same; it is asked with one word and with two in a
 * row, in lower case. A code such as `r-9` and a word written with a capital inside a sentence guard themselves.
 */
export const gistOf = (text: string, distinct: Distinct = new Map()): Gist => {
  const words = plainWords(text);
  const capitals = new Set(
    [...text.matchAll(/(?<=[\p{L}\p{N},;)]\s+)\p{Lu}[\p{L}\p{N}'’-]*/gu)].flatMap(([word]) =>
      plainWords(word),
    ),
  );
  const guards: string[] = [];
  const rest = new Set<string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    const two = distinct.get(`${word} ${words[i + 1]}`);
    const one = distinct.get(word);
    const split = SPLIT_UNIT.exec(word);
    const number = numberOf(split?.[1] ?? word);
    if (two !== undefined) {
      guards.push(`thing:${two}`);
      i++;
    } else if (number !== undefined) {
      const unit = UNITS[split?.[2] ?? words[i + 1] ?? ""];
      guards.push(`number:${number}${unit === undefined ? (split?.[2] ?? "") : ` ${unit}`}`);
      if (unit !== undefined && split === null) i++;
    } else if (one !== undefined) guards.push(`thing:${one}`);
    else if ((word === "by" || word === "than") && isAmount(words[i + 1])) continue;
    else if (NEGATIONS.has(word)) guards.push(`not:${nextBound(words, i)}`);
    else if (BINDING.has(word)) guards.push(`${FIXED.get(word) ?? word}:${nextBound(words, i)}`);
    else if (FIXED.has(word)) guards.push(FIXED.get(word) ?? word);
    else if (UNITS[word] !== undefined) guards.push(`unit:${UNITS[word]}`);
    else if (/\d/.test(word) || capitals.has(word)) guards.push(`name:${word}`);
    else if (/^(?:un|non-)[a-z]{4,}/.test(word)) guards.push(`not:${word}`);
    else if (!EMPTY.has(word)) rest.add(word);
  }
  // Stable, so that within a kind the order of the text stays.
  const kindOf = (guard: string): string => guard.slice(0, guard.indexOf(":"));
  guards.sort((a, b) => (kindOf(a) < kindOf(b) ? -1 : kindOf(a) > kindOf(b) ? 1 : 0));
  return { guards: guards.join(" "), words: [...rest] };
};

/** Whether a word is a number or begins one: "late by 10 min", "by more than". */
const isAmount = (word = ""): boolean =>
  numberOf(word) !== undefined || /^(?:way:more|way:less)$/.test(FIXED.get(word) ?? "");

/** The next word that carries meaning: what a negation or a comparison is about. */
const nextBound = (words: readonly string[], at: number): string =>
  words.slice(at + 1, at + 4).find((word) => !EMPTY.has(word) && !NEGATIONS.has(word)) ?? "";
