import { EXCEPTION_CONCEPTS, STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import type { Link, NameKind } from "#server/ask/core/link.ts";
import { NUMBER, readNumber } from "#server/ask/core/quantity.ts";
import { type Asked, isExcluded, wantedRows } from "#server/ask/core/question.ts";
import type { TimeWindow } from "#server/ask/schema.ts";
import { addDays, monthOf, weekOf } from "#server/lib/service-day.ts";

/** What a follow-up changes of the plan before that words of the question cannot say. */
export type PlanEdit =
  | { kind: "sort"; words: string; descending: boolean }
  | { kind: "limit"; limit: number }
  | { kind: "count" }
  | { kind: "rows" }
  | { kind: "map" }
  /** Only the row of this id. */
  | { kind: "only"; id: number };

/** How a sentence goes on from the question before it. */
export type FollowUp =
  /** It stands on its own. */
  | { kind: "own" }
  /** It narrows the answer before by what cannot be put into its question. */
  | { kind: "beyond" }
  /** The question before with words exchanged. */
  | { kind: "question"; text: string }
  | { kind: "edit"; edit: PlanEdit }
  /**
   * It speaks of a row of the answer before: the n-th (-1 for the last, null for "it", the only one); `said` is the
   * question with the row's name put for the words at `start` to `end`, or the row alone where nothing else is asked.
   */
  | { kind: "row"; index: number | null; start: number; end: number; isAlone: boolean };

const CUE =
  /^\W*(?:(?:and|ok|okay|so|but|then|now|or|also)\b[\s,]*)*(?:(?:what|how)\s+about|what\s+of|same(?:\s+(?:again|thing|question|list|figures?))?(?:\s+but)?(?:\s+(?:for|with|on|in|by))?|only|just|and|now|but|also|instead|without|except|excluding|not|minus|plus)\b/i;
const OPENS =
  /^\W*(?:(?:and|ok|okay|so|but|then|now|also)\b[\s,]*)*(?:which|what|who|whose|when|where|why|how|is|are|was|were|did|does|do|has|have|can|could|show|list|give|tell|find|any|export|move)\b(?!\s+(?:about|of)\b)/i;
const ALSO = /\b(?:also|too|as well|plus|in addition)\b/i;
const ORDINALS = [
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
];
const ROW = new RegExp(
  `\\b(?:(?:the\\s+)?(${ORDINALS.join("|")}|last|top|\\d{1,2}(?:st|nd|rd|th))\\s+(?:one|row|of (?:them|those|these))|(?:the\\s+|^\\W*)(${ORDINALS.join("|")}|last)(?=\\s*[?.!]*\\s*$)|(?:number|no\\.?|row)\\s+(\\d{1,2})(?=\\s*[?.!]*\\s*$))`,
  "i",
);
const IT =
  /\b(?:its|it|that one|this one|that (?:truck|route|driver|vehicle|stop)|this (?:truck|route|driver|vehicle)|his|her|him|he|she)\b/i;
const THEM = /\b(?:of\s+)?(?:them|those|these|the ones)\b/i;
const SORT =
  /\b(?:sort(?:ed)?|order(?:ed)?|rank(?:ed)?|arrange[d]?)\s+(?:it\s+|them\s+|that\s+|this\s+)?(?:by|on)\s+(?:the\s+)?(.+?)[\s?.!]*$/i;
const DOWN =
  /\b(?:desc\w*|(?:highest|largest|most|biggest|longest|latest|worst|heaviest)(?:\s+first)?|downwards?)\b/i;
const UP = /\b(?:asc\w*|(?:lowest|smallest|least|shortest|earliest|lightest)(?:\s+first)?|upwards?)\b/i;

/** Numbers, times and dates fall from the largest; names rise. */
export const sortEdit = (text: string): Extract<PlanEdit, { kind: "sort" }> | undefined => {
  const said = SORT.exec(text)?.[1];
  if (said === undefined) return undefined;
  const words = said
    .replace(DOWN, "")
    .replace(UP, "")
    .replace(/[,\s]+/g, " ")
    .trim();
  return words === "" ? undefined : { kind: "sort", words: words.toLowerCase(), descending: !UP.test(said) };
};

const PLACES: readonly NameKind[] = ["zone", "depot", "street", "address", "site", "facility"];
const UNITS: readonly NameKind[] = ["route", "vehicle", "driver"];
const groupOf = (kind: NameKind): string =>
  PLACES.includes(kind) ? "place" : UNITS.includes(kind) ? "unit" : kind;

const isOf =
  (...among: readonly Concept[]) =>
  (concept: Concept): boolean =>
    among.includes(concept);

const RATES = isOf("perRouteHour", "per100Km", "perKm", "perTonne", "perStop", "perLitre");

// What a fragment can exchange, each with how it is put behind a question that has none of it.
const SLOTS: readonly { is: (concept: Concept) => boolean; append: (words: string) => string }[] = [
  { is: isOf(...STREAM_CONCEPTS), append: (words) => ` for ${words}` },
  {
    is: isOf("rearLoader", "sideLoader", "frontLoader", "splitBody", "rollOff"),
    append: (words) => ` for ${words}`,
  },
  { is: isOf(...(Object.keys(EXCEPTION_CONCEPTS) as Concept[])), append: (words) => `, ${words}` },
  // "Per 100 km" beside "by truck" is a rate, and no other split.
  { is: (concept) => RATES(concept), append: (words) => ` ${words}` },
  { is: (concept) => concept.startsWith("per") && !RATES(concept), append: (words) => ` ${words}` },
  { is: isOf("byHowMuch"), append: (words) => ` ${words}` },
  {
    is: (concept) => concept.startsWith("kpi") || concept.startsWith("sum") || concept === "overtime",
    append: () => "",
  },
  {
    is: isOf("harshBraking", "harshAcceleration", "harshCornering", "speeding", "harshAny"),
    append: () => "",
  },
  {
    is: isOf("worst", "best", "most", "least", "slowest", "fastest", "oldest", "newest"),
    append: (words) => `, ${words}`,
  },
  {
    is: isOf("open", "finished", "untaken", "taken", "photo", "noPhoto", "moving", "stopped"),
    append: (words) => `, ${words}`,
  },
];
const THINGS = isOf(
  "route",
  "vehicle",
  "driver",
  "zone",
  "depot",
  "stop",
  "exception",
  "site",
  "customer",
  "howMany",
  "older",
  "moreOrLess",
  "handleFirst",
  "compare",
);

// What a split is of, as a question that ranks says it.
const SPLIT_THINGS: Partial<Record<Concept, { of: Concept; words: string }>> = {
  perDriver: { of: "driver", words: "drivers" },
  perVehicle: { of: "vehicle", words: "vehicles" },
  perRoute: { of: "route", words: "routes" },
  perDepot: { of: "depot", words: "depots" },
  perZone: { of: "zone", words: "zones" },
};

type Piece = { start: number; end: number; text: string };

const written = (asked: Asked, from: number, to: number): string => {
  const { text, tokens } = asked.hearing;
  return text.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0);
};
const place = (asked: Asked, from: number, to: number, text: string): Piece => ({
  start: asked.hearing.tokens[from]?.start ?? 0,
  end: asked.hearing.tokens[to - 1]?.end ?? 0,
  text,
});

// Neighbouring tokens of a set, as spans.
const spansOf = (tokens: ReadonlySet<number>): { from: number; to: number }[] =>
  [...tokens]
    .sort((a, b) => a - b)
    .reduce<{ from: number; to: number }[]>((spans, at) => {
      const last = spans.at(-1);
      if (last && last.to === at) last.to = at + 1;
      else spans.push({ from: at, to: at + 1 });
      return spans;
    }, []);

const putInto = (text: string, pieces: readonly Piece[]): string =>
  [...pieces]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((rest, piece, i, all) => {
      const later = all[i - 1];
      if (later && piece.end > later.start) return rest;
      return rest.slice(0, piece.start) + piece.text + rest.slice(piece.end);
    }, text)
    .replace(/\s+/g, " ")
    .replace(/\s+([,.?!])/g, "$1");

const asWords = (asked: Asked, links: readonly Link[]): string =>
  links.map((link) => written(asked, link.from, link.to)).join(" and ");

const AMOUNT = new RegExp(`(?<![\\p{L}\\p{N}])${NUMBER}(?![\\p{L}\\p{N}])`, "iu");
const amountOf = (words: string): { at: number } | undefined => {
  const found = AMOUNT.exec(words);
  return found ? { at: found.index } : undefined;
};

// "The week before" counts from the window of the question before.
const BEFORE =
  /\b(?:the\s+)?(?:week|month|year|day|one|time)\s+before\b|\bbefore that\b|\bprevious (?:week|month|day|one)\b/i;

// "More than six hours" asks for no order.
const isOfBound = ({ hearing, quantities }: Asked, at: number): boolean =>
  quantities.some(({ op, start, end }) => {
    const token = hearing.tokens[at];
    return op !== null && token !== undefined && start < token.end && token.start < end;
  });

// The month before one that still runs is over, and so told whole.
const whole = (asked: Asked, window: TimeWindow, isOfDay: boolean): { from: string; to: string } => {
  if (isOfDay) {
    const day = addDays(window.firstDay, -1);
    return { from: day, to: day };
  }
  const range = asked.before(window);
  const month = monthOf(range.from);
  const isMonth =
    range.from === month.from &&
    window.lastDay === asked.today.firstDay &&
    monthOf(window.firstDay).from === window.firstDay;
  // So is the week before one that still runs.
  const isWeek =
    window.lastDay === asked.today.firstDay &&
    window.firstDay === weekOf(window.lastDay).from &&
    /\bweek\b/i.test(asked.hearing.text);
  if (isWeek) return weekOf(addDays(window.firstDay, -1));
  return isMonth && window.firstDay !== window.lastDay ? month : range;
};

/** What of a question a fragment exchanges or adds; undefined where it names nothing that could be. */
const exchanged = (before: Asked, now: Asked): string | undefined => {
  const pieces: Piece[] = [];
  const behind: string[] = [];
  const isMore = ALSO.test(now.hearing.text);
  const swap = (old: readonly { from: number; to: number }[], words: string, appended: string) => {
    const [first, ...others] = old;
    if (first === undefined) behind.push(appended);
    else if (isMore)
      pieces.push(
        place(before, first.from, first.to, `${written(before, first.from, first.to)} and ${words}`),
      );
    else {
      pieces.push(place(before, first.from, first.to, words));
      for (const other of others) pieces.push(place(before, other.from, other.to, ""));
    }
  };
  const whenNow = spansOf(new Set([...now.timed.when, ...now.timed.weekdays]));
  const isOfDay =
    /\bday before\b|\bprevious day\b/i.test(now.hearing.text) &&
    before.window?.firstDay === before.window?.lastDay;
  const former =
    BEFORE.test(now.hearing.text) && before.window ? whole(before, before.window, isOfDay) : null;
  if (former)
    swap(spansOf(before.timed.when), `${former.from} to ${former.to}`, ` ${former.from} to ${former.to}`);
  else if (whenNow.length > 0) {
    const words = whenNow.map(({ from, to }) => written(now, from, to)).join(" ");
    swap(spansOf(new Set([...before.timed.when, ...before.timed.weekdays])), words, ` ${words}`);
  }
  const groups = new Set(now.links.links.map((link) => groupOf(link.name.kind)));
  for (const group of groups) {
    const own = now.links.links.filter((link) => groupOf(link.name.kind) === group);
    const out = own.filter((link) => isExcluded(now, link.from));
    const kept = own.filter((link) => !out.includes(link));
    if (out.length > 0) behind.push(` except ${asWords(now, out)}`);
    if (kept.length === 0) continue;
    const old = before.links.links.filter((link) => groupOf(link.name.kind) === group);
    const same = old.filter((link) => kept.some(({ name }) => name.kind === link.name.kind));
    swap(same.length > 0 ? same : old, asWords(now, kept), ` for ${asWords(now, kept)}`);
  }
  // "And 13?" behind a truck or a route is another of the kind.
  const [numbered, ...rest] = before.links.links.filter(({ name }) =>
    /^(?:vehicle|route|zone)$/.test(name.kind),
  );
  const bare = /^\W*(?:(?:and|what about|how about|or|now)\b\s*)*(?:for\s+|on\s+)?(\d{1,4})\W*$/i.exec(
    now.hearing.text,
  )?.[1];
  if (bare !== undefined && numbered && rest.length === 0 && now.links.links.length === 0)
    pieces.push(place(before, numbered.from, numbered.to, `${numbered.name.kind} ${bare}`));
  for (const { is, append } of SLOTS) {
    const own = now.hearing.places.filter(
      ({ concept, from }) =>
        is(concept) &&
        !now.links.links.some((link) => link.from <= from && from < link.to) &&
        !isOfBound(now, from),
    );
    if (own.length === 0) continue;
    const widest = own.filter(
      (a) => !own.some((b) => b !== a && b.words > a.words && b.from <= a.from && a.to <= b.to),
    );
    const out = widest.filter(({ from }) => isExcluded(now, from));
    const kept = widest.filter((each) => !out.includes(each));
    const say = (places: typeof own) =>
      [...new Set(places.map(({ from, to }) => written(now, from, to)))].join(" and ");
    if (out.length > 0) behind.push(` except ${say(out)}`);
    if (kept.length === 0) continue;
    const old = before.hearing.places.filter(({ concept }) => is(concept));
    const whole = old.filter(
      (a) => !old.some((b) => b !== a && b.words > a.words && b.from <= a.from && a.to <= b.to),
    );
    if (whole.length === 0 && append("") === "") return undefined;
    // "By driver" behind "top ten vehicles" has drivers in their place.
    const thing = whole.length === 0 && !isMore ? SPLIT_THINGS[kept[0]?.concept ?? "route"] : undefined;
    const split =
      thing === undefined
        ? undefined
        : before.hearing.places.find(
            ({ concept, from, words }) =>
              words === 1 &&
              Object.values(SPLIT_THINGS).some(({ of }) => of === concept) &&
              !before.links.links.some((link) => link.from <= from && from < link.to),
          );
    if (thing && split) {
      pieces.push(place(before, split.from, split.to, thing.words));
      continue;
    }
    // "Per tonne instead" of a cost per stop: the rate is a part of its name.
    const rate = RATES(kept[0]?.concept ?? "route")
      ? /\bper (?:stop|tonne|ton|hour|km|litre)\b/i.exec(before.hearing.text)
      : null;
    if (whole.length === 0 && rate && !isMore) {
      pieces.push({ start: rate.index, end: rate.index + rate[0].length, text: say(kept) });
      continue;
    }
    swap(whole, say(kept), append(say(kept)));
  }
  for (const quantity of now.quantities.filter(({ op }) => op !== null)) {
    const words = now.hearing.text.slice(quantity.start, quantity.end);
    const old = before.quantities.find(({ op, unit }) => op !== null && unit === quantity.unit);
    // "Older than four hours" stays "older than" where the other bound looks the same way.
    const [amount, former] = [amountOf(words), amountOf(before.hearing.text.slice(old?.start, old?.end))];
    if (old && old.op === quantity.op && old.op !== "between" && amount && former)
      pieces.push({
        start: old.start + former.at,
        end: old.end,
        text: words.slice(amount.at),
      });
    else if (old) pieces.push({ start: old.start, end: old.end, text: words });
    else behind.push(` ${words}`);
  }
  for (const clock of now.clocks) {
    const words = now.hearing.text.slice(clock.start, clock.end);
    const [old] = before.clocks;
    if (old) pieces.push({ start: old.start, end: old.end, text: words });
    else behind.push(` ${words}`);
  }
  if (pieces.length === 0 && behind.length === 0) return undefined;
  const kept = putInto(before.hearing.text, pieces).replace(/[\s?.!]+$/, "");
  return `${kept}${behind.join("")}`;
};

// Words with a meaning of their own that a fragment cannot exchange.
const headsOf = (now: Asked) => {
  const { places } = now.hearing;
  const isIn = (at: number, all: readonly { from: number; to: number }[]) =>
    all.some(({ from, to }) => from <= at && at < to);
  return places.filter(
    ({ concept, from }) =>
      !THINGS(concept) &&
      !SLOTS.some(({ is }) => is(concept)) &&
      !isIn(from, now.links.links) &&
      !now.timed.when.has(from),
  );
};

// Whether every word with a meaning of its own is one that a fragment can exchange.
const isFragment = (now: Asked): boolean => headsOf(now).length === 0 && now.hearing.tokens.length <= 8;

const editOf = (now: Asked): PlanEdit | undefined => {
  const { text } = now.hearing;
  const sort = sortEdit(text);
  if (sort) return sort;
  if (
    /^\W*(?:and\s+|so\s+|ok,?\s+)?how many(?:\s+(?:is|are)\s+(?:that|there|it|they|those))?\W*$/i.test(text)
  )
    return { kind: "count" };
  if (
    /^\W*(?:and\s+|ok,?\s+)?(?:(?:show|list|give)(?:\s+me)?(?:\s+(?:them|those|these|all|it))+|which(?:\s+(?:ones|are they))?|who are they)\W*$/i.test(
      text,
    )
  )
    return { kind: "rows" };
  if (
    /^\W*(?:and\s+|now\s+)?(?:show\s+(?:me\s+)?(?:them|it|that|those)\s+)?(?:on|as)\s+(?:a|the)\s+map\W*$/i.test(
      text,
    )
  )
    return { kind: "map" };
  const limit = wantedRows(now) ?? numberedRows(text);
  return limit !== undefined && isFragment(now) && now.links.links.length === 0 && now.timed.when.size === 0
    ? { kind: "limit", limit }
    : undefined;
};

const numberedRows = (text: string): number | undefined => {
  const said =
    /^\W*(?:only|just|and only)?\s*(?:the\s+)?(?:top|first)\s+(\d{1,3})\W*$/i.exec(text)?.[1] ??
    /^\W*(?:only|just|and only)\s+(?:the\s+)?(?:top\s+|first\s+)?(\d{1,3}|[a-z]+)(?:\s+of\s+(?:them|these|those))?\W*$/i.exec(
      text,
    )?.[1];
  const number = said === undefined ? undefined : readNumber(said);
  return number === undefined || !Number.isInteger(number) ? undefined : Math.min(200, Math.max(1, number));
};

const rowOf = (text: string): { index: number | null; start: number; end: number } | undefined => {
  const row = ROW.exec(text);
  if (row) {
    const said = (row[1] ?? row[2] ?? row[3] ?? "").toLowerCase();
    const at = ORDINALS.indexOf(said);
    const index = said === "last" ? -1 : said === "top" ? 0 : at >= 0 ? at : Number.parseInt(said, 10) - 1;
    return { index, start: row.index, end: row.index + row[0].length };
  }
  const it = IT.exec(text);
  return it ? { index: null, start: it.index, end: it.index + it[0].length } : undefined;
};

/** Whether a sentence leans on one before it, by its words alone. */
export const leansOnContext = (now: Asked): boolean => {
  const { text } = now.hearing;
  // "Is it ok to send truck 23 out": what "it" is stands behind it.
  const speaksOfRow =
    now.links.links.length === 0 && (ROW.test(text) || /\b(?:its|that one|this one)\b/i.test(text));
  return (
    (CUE.test(text) && !OPENS.test(text)) || speaksOfRow || (editOf(now) !== undefined && isFragment(now))
  );
};

const MAKE_IT = new RegExp(
  `^\\W*(?:(?:no|ok|okay|actually|and|or|then|rather|better)\\W+)*(?:make\\s+(?:it|that)|let['’]?s\\s+say|rather|say)\\s+${NUMBER}\\W*(?:instead\\W*)?$`,
  "i",
);

/** "Make it 8": the question before with its one number exchanged; undefined where it has none, or several. */
const otherNumber = (before: Asked, text: string): string | undefined => {
  const said = MAKE_IT.exec(text)?.[1];
  if (said === undefined) return undefined;
  const at = before.hearing.tokens.flatMap(({ text: word }, i) =>
    readNumber(word) !== undefined &&
    !/^(?:an?|one)$/i.test(word) &&
    !before.links.links.some(({ from, to }) => from <= i && i < to) &&
    !before.timed.when.has(i)
      ? [i]
      : [],
  );
  const [only, ...others] = at;
  if (only === undefined || others.length > 0) return undefined;
  return putInto(before.hearing.text, [place(before, only, only + 1, said)]);
};

const AS_CHART =
  /^\W*(?:and\s+|now\s+)?(?:show\s+(?:me\s+)?(?:them|it|that|those)\s+)?(?:as|in)\s+a\s+(?:bar\s+|line\s+)?(?:chart|graph|table|list)\W*$/i;
const ENDS =
  /^\W*(?:(?:and|just|only|the|now)\s+)*(?:worst|best|lowest|highest|bottom|slowest|fastest)\s+(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|dozen)\W*$/i;
const COMPARED = /^\W*(?:and\s+)?(?:compared?|versus|vs\.?|against|how does (?:that|it|this) compare)\b/i;

/**
 * Maps a sentence and the question before it to what is asked: the same question with another window, name, stream,
 * split, measure or bound; a change of order or number of rows; a row of the answer; or a question of its own.
 */
export const followUp = (before: Asked, now: Asked, isReadable: boolean): FollowUp => {
  const { text } = now.hearing;
  // Rows are told as a chart where they make one.
  if (AS_CHART.test(text)) return { kind: "question", text: before.hearing.text };
  // "Worst 3" is an order as well as a number of rows.
  if (ENDS.test(text))
    return {
      kind: "question",
      text: `${before.hearing.text.replace(/[\s?.!]+$/, "")}, ${text.replace(/^\W*(?:(?:and|just|only|the|now)\s+)*/i, "")}`,
    };
  const number = otherNumber(before, text);
  if (number !== undefined) return { kind: "question", text: number };
  const edit = editOf(now);
  if (edit) return { kind: "edit", edit };
  if (COMPARED.test(text) && before.compared === null && now.links.links.length === 0)
    return {
      kind: "question",
      text: `${before.hearing.text.replace(/[\s?.!]+$/, "")} ${text.replace(/^.*?\bcompare[ds]?\b/i, "compared").replace(/^\W*and\s+/i, "")}`,
    };
  const row = rowOf(text);
  if (row && now.links.links.length === 0 && !(row.index === null && isReadable)) {
    const rest = (text.slice(0, row.start) + text.slice(row.end)).replace(CUE, "");
    const isAlone = !/\p{L}{2,}/u.test(
      rest.replace(/\b(?:the|and|show|me|open|tell|about|more|details?|of|for|on|only|just)\b/gi, ""),
    );
    return { kind: "row", ...row, isAlone };
  }
  const isCued = (CUE.test(text) && !OPENS.test(text)) || THEM.test(text);
  const isWhole = isReadable && OPENS.test(text) && !THEM.test(text);
  if (isWhole || (!isCued && !isFragment(now))) return { kind: "own" };
  if (THEM.test(text) && headsOf(now).length > 0) return { kind: "beyond" };
  const said = exchanged(before, now);
  return said === undefined ? { kind: "own" } : { kind: "question", text: said };
};
