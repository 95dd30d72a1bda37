import { isAnotherTruck, isBareTruck } from "#server/ask/core/bare-trucks.ts";
import { COMMON_WORDS } from "#server/ask/core/common-words.ts";
import { inLists } from "#server/ask/core/name-lists.ts";
import { isDayOfDate, rangesIn } from "#server/ask/core/name-ranges.ts";
import { readNumber } from "#server/ask/core/quantity.ts";
import { editDistance, slipsAllowed, stem, type Token } from "#server/ask/core/tokens.ts";

/** Kinds of things a question can name. */
export type NameKind =
  | "vehicle"
  | "route"
  | "driver"
  | "street"
  | "address"
  | "zone"
  | "depot"
  | "facility"
  | "customer"
  | "site"
  | "contractor";

/** A thing of the fleet with its name; `key` is what filters compare with. */
export type Name = { kind: NameKind; id: number | null; name: string; key: string };

/** A thing found in a question: where, which, and what else the words could be. */
export type Link = {
  name: Name;
  from: number;
  to: number;
  others: Name[];
  /** The names behind the first where the words say a stretch of them: "R-3 to R-9". */
  through?: readonly Name[];
  /** Whether the words are only nearly the name: the answer must say which was taken. */
  isGuess?: boolean;
};

/** Words that should have been a name, and the names nearest to them. */
export type Unknown = { kind: NameKind; text: string; nearest: string[] };

/** What a question names. */
export type Links = { links: Link[]; unknown: Unknown[] };

type Entry = { name: Name; stems: string[]; isPart?: boolean; isTurned?: boolean };

// "truck 42", "R-17", "route 17", "zone 4": a word for the kind and a number, together or apart.
const NUMBERED: readonly { kind: NameKind; words: ReadonlySet<string>; glued: RegExp | null }[] = [
  {
    kind: "vehicle",
    words: new Set(["truck", "vehicle", "lorry", "unit", "wagon", "no", "number", "rig", "packer"]),
    glued: /^(?:t|truck|v)-?0*(\d+)$/,
  },
  { kind: "route", words: new Set(["route", "round", "run", "tour", "r"]), glued: /^r-?0*(\d+)$/ },
  { kind: "zone", words: new Set(["zone", "area", "district"]), glued: /^z-?0*(\d+)$/ },
];

const EXCEPT: ReadonlySet<string> = new Set([
  "except",
  "but",
  "excluding",
  "without",
  "besides",
  "minus",
  "not",
]);

// What a number counts, where it is no name: "route five stops behind", "a run 2 hours late".
const COUNTED =
  /^(?:min|minute|hour|hr|h|km|stop|tonne|ton|kg|day|week|month|percent|lift|pickup|missed|miss|truck|route|time|more|of)$/;
// These say a number of anything: what stands before them tells of what.
const VAGUE = /^(?:no|number)$/;
// A number behind these may as well count what follows.
const AMBIGUOUS = /^(?:run|packer|round)$/;
const OTHERS = /^(?:account|customer|stop|house|ticket|order|invoice|phone|flat|container|bin|call|case)$/;

// Words before a name that say what kind it is.
const KIND_WORDS: Readonly<Record<string, readonly NameKind[]>> = {
  zone: ["zone"],
  area: ["zone"],
  neighbourhood: ["zone"],
  district: ["zone"],
  depot: ["depot"],
  yard: ["depot"],
  driver: ["driver"],
  street: ["street", "address"],
  customer: ["customer"],
  account: ["customer"],
  landfill: ["facility"],
  station: ["facility"],
  contractor: ["contractor"],
  route: ["route"],
  truck: ["vehicle"],
};

// A name of one word is only taken as such from this length, lest "may" be a driver.
const ONE_WORD_MIN = 3;

const numberOf = (token: Token | undefined): number | null =>
  token && /^#?\d{1,7}(?:['’]?s)?$/.test(token.text) ? Number(/\d+/.exec(token.text)?.[0]) : null;

// "Truck five", "zone four": "one" is said of too much else.
const wordedOf = (token: Token | undefined): number | null => {
  const number = token && /^\p{L}{3,}(?:['’]s)?$/u.test(token.text) ? readNumber(token.stem) : undefined;
  return number !== undefined && number > 1 && Number.isInteger(number) ? number : null;
};

/** Makes a linker over the names of a fleet: maps the tokens of a question to the things it names. */
export const createLinker = (names: readonly Name[]) => {
  const byFirst = new Map<string, Entry[]>();
  const byNumber = new Map<string, Name>();
  const lastOf = new Map<NameKind, number>();
  const words = new Set<string>();
  for (const name of names) {
    const stems = name.name
      .split(/[\s,]+/)
      .map(stem)
      .filter((word) => word !== "");
    const first = stems[0];
    if (first === undefined) continue;
    const entry = { name, stems };
    byFirst.set(first, [...(byFirst.get(first) ?? []), entry]);
    const last = stems.at(-1);
    const also = (said: readonly string[], more: Pick<Entry, "isTurned"> = {}) => {
      const [head = ""] = said;
      byFirst.set(head, [...(byFirst.get(head) ?? []), { name, stems: [...said], ...more }]);
    };
    const rest = stems.slice(1);
    // Other languages say "depot north".
    if ((name.kind === "depot" || name.kind === "facility") && rest.length > 0)
      also([...rest, first], { isTurned: true });
    // "South transfer" has one station, and a landfill is a tip.
    if (name.kind === "facility" && last === "station" && stems.length > 2) also(stems.slice(0, -1));
    if (name.kind === "facility" && last === "landfill" && stems.length > 1)
      for (const word of ["tip", "dump"]) also([...stems.slice(0, -1), word]);
    // A depot is a yard.
    if (name.kind === "depot" && last === "depot" && stems.length > 1) also([...stems.slice(0, -1), "yard"]);
    // "Near Elm": a street by its first word, where that is written as a name.
    if (name.kind === "street" && stems.length === 2)
      byFirst.set(first, [...(byFirst.get(first) ?? []), { name, stems: [first], isPart: true }]);
    // A driver answers to his first and his last name.
    if (name.kind === "driver" && stems.length > 1 && last !== undefined) {
      byFirst.set(first, [...(byFirst.get(first) ?? []), { name, stems: [first] }]);
      byFirst.set(last, [...(byFirst.get(last) ?? []), { name, stems: [last] }]);
    }
    for (const word of stems) words.add(word);
    const digits = (/(\d+)$/.exec(name.key) ?? /(\d+)$/.exec(name.name))?.[1];
    if (digits === undefined) continue;
    byNumber.set(`${name.kind}:${Number(digits)}`, name);
    lastOf.set(name.kind, Math.max(lastOf.get(name.kind) ?? 0, Number(digits)));
  }
  const namesOf = (kind: NameKind) => names.filter((name) => name.kind === kind);

  const nearestTo = (kind: NameKind, text: string): string[] => {
    const wanted = stem(text);
    const digits = Number(/\d+/.exec(text)?.[0] ?? Number.NaN);
    return namesOf(kind)
      .map((name) => ({
        name: name.name,
        far: Number.isNaN(digits)
          ? editDistance(wanted, stem(name.name), 12)
          : Math.abs(Number(/\d+/.exec(name.key)?.[0] ?? 1e9) - digits),
      }))
      .sort((a, b) => a.far - b.far || a.name.localeCompare(b.name))
      .slice(0, 3)
      .map((candidate) => candidate.name);
  };

  const numbered = (tokens: readonly Token[]): Links => {
    const ranges = rangesIn(
      tokens,
      (kind, number) => byNumber.get(`${kind}:${number}`),
      (kind) => lastOf.get(kind) ?? 0,
    );
    const links: Link[] = [...ranges];
    const unknown: Unknown[] = [];
    for (const [at, token] of tokens.entries()) {
      // Its word is before the range, and each of its numbers is in it.
      if (ranges.some(({ from, to }) => from <= at && at < to)) continue;
      for (const { kind, words: before, glued } of NUMBERED) {
        const inOne = glued?.exec(token.text.toLowerCase().replace(/['’]s$/, ""))?.[1];
        const behind = tokens[at + 2];
        const isCounted =
          COUNTED.test(behind?.stem ?? "") && behind?.start === (tokens[at + 1]?.end ?? 0) + 1;
        const isOther = VAGUE.test(token.stem) && OTHERS.test(tokens[at - 1]?.stem ?? "");
        const isCount =
          (AMBIGUOUS.test(token.stem) && isCounted) ||
          tokens[at + 1]?.isShare === true ||
          isDayOfDate(tokens, at + 1);
        const digits = isCount ? null : numberOf(tokens[at + 1]);
        const inWords = isCounted || /^(?:no|r)$/.test(token.stem) ? null : wordedOf(tokens[at + 1]);
        const apart = before.has(token.stem) && !isOther ? (digits ?? inWords) : null;
        // "Where's 42", "can 14 still go out": trucks alone go by their bare number.
        const bare =
          kind === "vehicle" &&
          inOne === undefined &&
          (isBareTruck(tokens, at) ||
            (links.some((link) => link.name.kind === "vehicle") && isAnotherTruck(tokens, at)))
            ? byNumber.get(`vehicle:${numberOf(token) ?? wordedOf(token) ?? ""}`)
            : undefined;
        if (bare) {
          if (!links.some((link) => link.from <= at && at < link.to))
            links.push({ name: bare, from: at, to: at + 1, others: [] });
          continue;
        }
        // "Trucks except 12", "all routes but 9".
        const leftOut =
          inOne === undefined &&
          EXCEPT.has(tokens[at - 1]?.stem ?? "") &&
          before.has(tokens[at - 2]?.stem ?? "")
            ? byNumber.get(`${kind}:${numberOf(token) ?? ""}`)
            : undefined;
        if (leftOut) {
          links.push({ name: leftOut, from: at, to: at + 1, others: [] });
          continue;
        }
        const number = inOne !== undefined ? Number(inOne) : apart;
        // "route 5 stops behind" and "truck 10 minutes" are no names: a unit follows the number.
        if (number === null) continue;
        const to = inOne !== undefined ? at + 1 : at + 2;
        const name = byNumber.get(`${kind}:${number}`);
        const from = inOne !== undefined && before.has(tokens[at - 1]?.stem ?? "") ? at - 1 : at;
        if (name) {
          links.push({ name, from, to, others: [] });
          // "Trucks 5, 7 and 12" are three.
          if (inOne === undefined && /s$/i.test(token.text)) {
            let next = to;
            for (;;) {
              const at = /^(?:and|or)$/.test(tokens[next]?.stem ?? "") ? next + 1 : next;
              const other = byNumber.get(`${kind}:${numberOf(tokens[at]) ?? ""}`);
              const isUnit = /^(?:min|hour|km|stop|tonne|day|week|percent)/.test(tokens[at + 1]?.stem ?? "");
              if (!other || isUnit) break;
              links.push({ name: other, from: at, to: at + 1, others: [] });
              next = at + 1;
            }
          }
        } else
          unknown.push({
            kind,
            text: tokens
              .slice(from, to)
              .map((t) => t.text)
              .join(" "),
            nearest: nearestTo(kind, String(number)),
          });
      }
    }
    return { links, unknown };
  };

  const fits = (stems: readonly string[], tokens: readonly Token[], at: number, slips: number): boolean => {
    // Short words are like many others; one beside a word of the same name is less so: "mil lane".
    const shortest = stems.length > 1 ? 3 : 4;
    let used = 0;
    for (const [i, word] of stems.entries()) {
      const token = tokens[at + i];
      if (!token) return false;
      if (token.stem === word) continue;
      // A slip may have been taken for a word of the vocabulary: "mian" for "mean".
      used += Math.min(editDistance(token.stem, word, slips), editDistance(stem(token.text), word, slips));
      if (used > slips || Math.min(word.length, token.stem.length) < shortest) return false;
    }
    return true;
  };

  const named = (tokens: readonly Token[], isWord: (word: string) => boolean): Link[] => {
    const found: (Link & { score: number })[] = [];
    for (const [at, token] of tokens.entries()) {
      const typed = stem(token.text);
      const exact = (byFirst.get(token.stem) ?? []).filter(
        ({ stems }) => fits(stems, tokens, at, 0) && tokens[at + stems.length - 1]?.isShare !== true,
      );
      const loose =
        exact.some((entry) => !entry.isPart) ||
        token.stem.length < 3 ||
        (isWord(token.stem) && typed === token.stem) ||
        /\d/.test(token.stem)
          ? []
          : [...byFirst.entries()]
              .filter(
                ([first]) =>
                  first !== token.stem &&
                  editDistance(first, typed, slipsAllowed(first.length)) <= slipsAllowed(first.length),
              )
              .flatMap(([, entries]) => entries)
              .filter(
                (entry) =>
                  !entry.isPart &&
                  (token.stem.length > 3 || entry.stems.length > 1) &&
                  fits(entry.stems, tokens, at, slipsAllowed(entry.stems.join("").length)) &&
                  // A lone word of everyday is no slip of a name: "worth a look" is not North.
                  (entry.stems.length > 1 ||
                    token.isName ||
                    (typed === token.stem && !COMMON_WORDS.has(token.stem))),
              );
      for (const entry of [...exact, ...loose]) {
        const length = entry.stems.length;
        // What says its kind itself needs no word beside it: in "North depot, South depot" each "depot" is one's own.
        const isOfItself = entry.stems.some((word) => KIND_WORDS[word]?.includes(entry.name.kind));
        const before = isOfItself ? [] : (KIND_WORDS[tokens[at - 1]?.stem ?? ""] ?? []);
        const after = isOfItself ? [] : (KIND_WORDS[tokens[at + length]?.stem ?? ""] ?? []);
        const isTold = before.includes(entry.name.kind) || after.includes(entry.name.kind);
        const single = entry.stems[0] ?? "";
        if (entry.isPart && (!token.isName || isWord(single) || exact.some((other) => !other.isPart)))
          continue;
        if (length === 1 && !isTold && (single.length < ONE_WORD_MIN || isWord(single)) && !token.isName)
          continue;
        found.push({
          name: entry.name,
          // "By contractor, contractor A" says the first of them of all.
          from: before.includes(entry.name.kind) && tokens[at - 1]?.stem !== entry.stems[0] ? at - 1 : at,
          to: after.includes(entry.name.kind) ? at + length + 1 : at + length,
          others: [],
          ...(exact.includes(entry) && !entry.isPart ? {} : { isGuess: true }),
          score:
            length * 10 +
            (isTold ? 5 : 0) -
            (entry.isTurned ? 1 : 0) +
            (exact.includes(entry) ? 2 : 0) +
            (entry.stems.length > 1 ? 1 : 0),
        });
      }
    }
    // The longest and best told name wins its words; others of the same words are alternatives.
    found.sort((a, b) => b.score - a.score || a.from - b.from);
    const taken: (Link & { score: number })[] = [];
    for (const link of found) {
      const clash = taken.find((t) => link.from < t.to && t.from < link.to);
      if (!clash) taken.push(link);
      else if (link.score === clash.score && link.name.name !== clash.name.name) clash.others.push(link.name);
    }
    return taken.map(({ score: _, ...link }) => link).sort((a, b) => a.from - b.from);
  };

  /** Capitalised words beside a word for a kind that name nothing: "Mars route". */
  const strangers = (
    tokens: readonly Token[],
    isWord: (word: string) => boolean,
    links: readonly Link[],
  ): Unknown[] =>
    tokens.flatMap((token, at): Unknown[] => {
      const kind = KIND_WORDS[token.stem]?.[0];
      if (kind === undefined || links.some((link) => link.from <= at && at < link.to)) return [];
      return [at - 1, at + 1].flatMap((beside) => {
        const other = tokens[beside];
        if (
          !other?.isName ||
          isWord(other.stem) ||
          // "Q3, route by route" is a quarter.
          /^[qh][1-4]$/i.test(other.text) ||
          links.some((link) => link.from <= beside && beside < link.to)
        )
          return [];
        return [{ kind, text: `${other.text} ${token.text}`, nearest: nearestTo(kind, other.text) }];
      });
    });

  return {
    /** Whether a word is part of some name. */
    isKnown: (word: string) => words.has(word),
    /** Links tokens to names; `isWord` tells words with a meaning of their own, which a lone name must not swallow. */
    link(tokens: readonly Token[], isWord: (word: string) => boolean): Links {
      const { links: byDigits, unknown } = numbered(tokens);
      const free = named(tokens, isWord).filter(
        (link) => !byDigits.some((taken) => link.from < taken.to && taken.from < link.to),
      );
      const sorted = [...byDigits, ...free].sort((a, b) => a.from - b.from);
      const links = inLists(
        sorted,
        tokens,
        (said) =>
          (byFirst.get(said) ?? []).find(({ name, stems }) => name.kind === "depot" && stems.length === 2)
            ?.name,
      );
      return { links, unknown: [...unknown, ...strangers(tokens, isWord, links)] };
    },
    nearestTo,
  };
};

/** A linker over the names of one fleet. */
export type Linker = ReturnType<typeof createLinker>;
