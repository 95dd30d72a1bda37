import { readComing } from "#server/ask/core/forecast-when.ts";
import { formerWindow } from "#server/ask/core/former-window.ts";
import { EXCEPTION_CONCEPTS, STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import { type Concept, FILLER } from "#server/ask/core/lexicon.ts";
import type { Link, NameKind } from "#server/ask/core/link.ts";
import { NUMBER, readNumber } from "#server/ask/core/quantity.ts";
import { type Asked, EXCLUSIONS, isExcluded, wantedRows } from "#server/ask/core/question.ts";
import { isForeseen } from "#server/ask/core/rules-forecast.ts";
import { stem, tokensWithin } from "#server/ask/core/tokens.ts";

const ALSO = /\b(?:also|too|as well|plus|in addition)\b/i;

const PLACES: readonly NameKind[] = ["zone", "depot", "street", "address", "site", "facility"];
const UNITS: readonly NameKind[] = ["route", "vehicle", "driver"];
const groupOf = (kind: NameKind): string =>
  PLACES.includes(kind) ? "place" : UNITS.includes(kind) ? "unit" : kind;

const isOf =
  (...among: readonly Concept[]) =>
  (concept: Concept): boolean =>
    among.includes(concept);

const RATES = isOf("perRouteHour", "per100Km", "perKm", "perTonne", "perStop", "perLitre");
const isSplit = (concept: Concept): boolean => concept.startsWith("per") && !RATES(concept);

/** What a fragment can exchange, each with how it is put behind a question that has none of it. */
export const SLOTS: readonly { is: (concept: Concept) => boolean; append: (words: string) => string }[] = [
  { is: isOf(...STREAM_CONCEPTS), append: (words) => ` for ${words}` },
  {
    is: isOf("rearLoader", "sideLoader", "frontLoader", "splitBody", "rollOff"),
    append: (words) => ` for ${words}`,
  },
  { is: isOf(...(Object.keys(EXCEPTION_CONCEPTS) as Concept[])), append: (words) => `, ${words}` },
  // "Per 100 km" beside "by truck" is a rate, and no other split.
  { is: (concept) => RATES(concept), append: (words) => ` ${words}` },
  { is: isSplit, append: (words) => ` ${words}` },
  { is: isOf("byHowMuch"), append: (words) => ` ${words}` },
  {
    is: (concept) => concept.startsWith("kpi") || concept.startsWith("sum") || concept === "overtime",
    append: () => "",
  },
  {
    is: isOf(
      ...(["partArm", "partPacker", "partBrakes", "partTyres"] as const),
      ...(["partElectrics", "partEngine", "partHydraulics"] as const),
    ),
    append: (words) => ` of ${words}`,
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
/** Things that a fragment speaks of without asking anything of them. */
export const THINGS = isOf(
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

/** A stretch of a text and what stands there instead. */
export type Piece = { start: number; end: number; text: string };

const written = (asked: Asked, from: number, to: number): string => {
  const { text, tokens } = asked.hearing;
  return text.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0);
};
/** The tokens of a question as a piece with other words. */
export const place = (asked: Asked, from: number, to: number, text: string): Piece => ({
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

/** Puts pieces into a text; of two that overlap the later one. */
export const putInto = (text: string, pieces: readonly Piece[]): string =>
  [...pieces]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((rest, piece, i, all) => {
      const later = all[i - 1];
      if (later && piece.end > later.start) return rest;
      return rest.slice(0, piece.start) + piece.text + rest.slice(piece.end);
    }, text)
    .replace(/\s+/g, " ")
    .replace(/\s+([,.?!])/g, "$1");

/** A question without the mark at its end. */
export const unended = (text: string): string => text.replace(/[\s?.!,]+$/, "");

const AMOUNT = new RegExp(`(?<![\\p{L}\\p{N}])${NUMBER}(?![\\p{L}\\p{N}])`, "iu");
const amountOf = (words: string): { at: number } | undefined => {
  const found = AMOUNT.exec(words);
  return found ? { at: found.index } : undefined;
};

// Those between its ends stand at the word between them.
const isRange = (links: readonly Link[]): boolean =>
  links.length > 2 && links.slice(1, -1).every(({ from }) => from === links[0]?.to);

// "More than six hours" asks for no order.
const isOfBound = ({ hearing, quantities }: Asked, at: number): boolean =>
  quantities.some(({ op, start, end }) => {
    const token = hearing.tokens[at];
    return op !== null && token !== undefined && start < token.end && token.start < end;
  });

const FILLER_STEMS: ReadonlySet<string> = new Set([...FILLER].map(stem));
const IDLE_WORD =
  /^(?:mind|hey|though|tho|rather|instead|yes|no|then|one|same|further|column|comparison|separately|them|those|these|only|just|even|but|comparing|figure|gps)$/;

const spanOf = ({ start, end }: { start: number; end: number }) => ({ start, end });

// What it asks for is known by a figure of each, so that another thing can be asked for by the same.
const isRanking = (asked: Asked): boolean =>
  wantedRows(asked) !== undefined ||
  asked.quantities.some(({ op, unit }) => op !== null && unit === null) ||
  [...asked.hearing.heard.keys()].some((concept) => /^(?:kpi|sum)|^overtime/.test(concept));

/** What a sentence exchanges in the question before it. */
type Exchange = {
  /** The question with what the fragment says in the place of what it exchanges. */
  inPlace: string;
  /** The same with the whole fragment behind it, so that none of its words is lost. */
  behind: string;
  /** Whether every word of the fragment with a meaning stands in the first. */
  isWhole: boolean;
  /** Whether it tells things apart that the question before did not count. */
  isSplit: boolean;
};

const exchangedIn = (before: Asked, now: Asked, cueEnd: number): Exchange | undefined => {
  const pieces: Piece[] = [];
  const gaps: Piece[] = [];
  const behind: string[] = [];
  const moved = new Set<number>();
  const { hearing } = now;
  const isMore = ALSO.test(hearing.text);
  const move = (from: number, to: number) => {
    for (let at = from; at < to; at++) moved.add(at);
  };
  const moveSpan = (span: { start: number; end: number }) => {
    for (const at of tokensWithin(hearing.tokens, span)) moved.add(at);
  };
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
      for (const each of old) gaps.push(place(before, each.from, each.to, ""));
    }
  };
  const whenNow = spansOf(new Set([...now.timed.when, ...now.timed.weekdays]));
  const whenBefore = spansOf(new Set([...before.timed.when, ...before.timed.weekdays]));
  // Days to come are exchanged for others: "and on Friday?" behind tomorrow's tonnes.
  const comingOf = ({ hearing: { text }, today }: Asked) => readComing(text, today.firstDay, today.timeZone);
  const coming = isForeseen(before) ? comingOf(now) : null;
  const comingBefore = isForeseen(before) ? comingOf(before) : null;
  const former = coming === null ? formerWindow(before, hearing.text, comingBefore?.window) : null;
  if (coming) {
    const said = hearing.text.slice(coming.start, coming.end).trim();
    // A bare day of the week may as well be past.
    const words = said.replace(
      /^(?:on\s+|for\s+)?(?:the\s+)?(?=(?:mon|tues|wednes|thurs|fri|satur|sun)day)/i,
      "coming ",
    );
    if (comingBefore) pieces.push({ ...spanOf(comingBefore), text: ` ${words} ` });
    else behind.push(` ${words}`);
    moveSpan(coming);
    for (const { from, to } of whenNow) move(from, to);
  } else if (former) {
    const words = `${former.from} to ${former.to}`;
    if (comingBefore) pieces.push({ ...spanOf(comingBefore), text: ` ${words} ` });
    else swap(whenBefore, words, ` ${words}`);
    moveSpan(former.span);
    for (const at of now.timed.when) moved.add(at);
  } else if (whenNow.length > 0) {
    const words = whenNow.map(({ from, to }) => written(now, from, to)).join(" ");
    // "Since last month" is what it is set against.
    const since = /^since\b/i.test(words) ? spansOf(before.timed.compared) : [];
    swap(whenBefore.length > 0 ? whenBefore : since, words, ` ${words}`);
    for (const { from, to } of whenNow) move(from, to);
  }
  // "South" behind "by depot" is the depot of that name.
  const isOfDepots =
    before.hearing.heard.has("perDepot") ||
    (before.links.links.some(({ name }) => name.kind === "depot") &&
      !before.links.links.some(({ name }) => name.kind === "zone"));
  const saidOf = (links: readonly Link[]): string =>
    // "R-1 to R-10" stays a range.
    isRange(links)
      ? written(now, links[0]?.from ?? 0, links.at(-1)?.to ?? 0)
      : links
          .map((link) => {
            const said = written(now, link.from, link.to);
            return isOfDepots && link.name.kind === "zone" && /^(?:north|south|east|west)$/i.test(said)
              ? `${said} depot`
              : said;
          })
          .join(" and ");
  for (const group of new Set(now.links.links.map((link) => groupOf(link.name.kind)))) {
    const own = now.links.links.filter((link) => groupOf(link.name.kind) === group);
    for (const { from, to } of own) move(from, to);
    const out = own.filter((link) => isExcluded(now, link.from));
    const kept = own.filter((link) => !out.includes(link));
    if (out.length > 0) behind.push(` except ${saidOf(out)}`);
    if (kept.length === 0) continue;
    const old = before.links.links.filter((link) => groupOf(link.name.kind) === group);
    const same = old.filter((link) => kept.some(({ name }) => name.kind === link.name.kind));
    swap(same.length > 0 ? same : old, saidOf(kept), ` for ${saidOf(kept)}`);
  }
  // "And 13?" behind a truck or a route is another of the kind.
  const [numbered, ...rest] = before.links.links.filter(({ name }) =>
    /^(?:vehicle|route|zone)$/.test(name.kind),
  );
  const bare =
    /^\W*(?:(?:and|what about|how about|or|now|same for)\b\s*)*(?:for\s+|on\s+)?(\d{1,4})\W*$/i.exec(
      hearing.text,
    )?.[1];
  if (bare !== undefined && numbered && rest.length === 0 && now.links.links.length === 0) {
    pieces.push(place(before, numbered.from, numbered.to, `${numbered.name.kind} ${bare}`));
    move(0, hearing.tokens.length);
  }
  const rows = wantedRows(now);
  let isOfSplit = false;
  for (const { is, append } of SLOTS) {
    const own = hearing.places.filter(
      ({ concept, from }) =>
        is(concept) &&
        !now.links.links.some((link) => link.from <= from && from < link.to) &&
        !isOfBound(now, from) &&
        // "The top five" asks for no order beside.
        !(rows !== undefined && hearing.tokens[from]?.stem === "top"),
    );
    if (own.length === 0) continue;
    const widest = own.filter(
      (a) => !own.some((b) => b !== a && b.words > a.words && b.from <= a.from && a.to <= b.to),
    );
    for (const { from, to } of widest) move(from, to);
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
    isOfSplit ||= kept.some(({ concept }) => isSplit(concept));
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
    if (thing && split && isRanking(before)) {
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
    moveSpan(quantity);
    const words = hearing.text.slice(quantity.start, quantity.end);
    const old =
      before.quantities.find(({ op, unit }) => op !== null && unit === quantity.unit) ??
      before.quantities.find(({ unit }) => unit !== null && unit === quantity.unit);
    // "Older than four hours" stays "older than" where the other bound looks the same way.
    const [amount, oldAmount] = [amountOf(words), amountOf(before.hearing.text.slice(old?.start, old?.end))];
    if (old && old.op === quantity.op && old.op !== "between" && amount && oldAmount)
      pieces.push({
        start: old.start + oldAmount.at,
        end: old.end,
        text: words.slice(amount.at),
      });
    else if (old) {
      // "Not reported in the last 20 minutes" becomes "for longer than an hour".
      const lead = /\b(?:(?:for|in|over|within)\s+)?(?:the\s+)?(?:last|past)\s+$/i.exec(
        before.hearing.text.slice(0, old.start),
      );
      pieces.push({ start: lead?.index ?? old.start, end: old.end, text: lead ? `for ${words}` : words });
    } else behind.push(` ${words}`);
    if (old) gaps.push({ start: old.start, end: old.end, text: "" });
  }
  for (const clock of now.clocks) {
    moveSpan(clock);
    const words = hearing.text.slice(clock.start, clock.end);
    const [old] = before.clocks;
    if (old) pieces.push({ start: old.start, end: old.end, text: words });
    else behind.push(` ${words}`);
  }
  if (rows !== undefined && (pieces.length > 0 || behind.length > 0)) {
    behind.push(`, the top ${rows}`);
    for (const [at, { text }] of hearing.tokens.entries())
      if (readNumber(text) === rows || text.toLowerCase() === "top") moved.add(at);
  }
  const isWhole = hearing.tokens.every(
    ({ stem: word, end }, at) =>
      moved.has(at) ||
      end <= cueEnd ||
      FILLER_STEMS.has(word) ||
      EXCLUSIONS.has(word) ||
      IDLE_WORD.test(word) ||
      hearing.places.some(({ concept, from, to }) => THINGS(concept) && from <= at && at < to),
  );
  if (pieces.length === 0 && behind.length === 0 && cueEnd === 0) return undefined;
  // "Except" is no mere cue.
  const left = /(?:without|except|excluding|not|minus)\s*$/i.exec(hearing.text.slice(0, cueEnd));
  const cued = hearing.text.slice(left?.index ?? cueEnd).replace(/^[\s,:]+/, "");
  return {
    inPlace: `${unended(putInto(before.hearing.text, pieces))}${behind.join("")}`,
    behind: `${unended(putInto(before.hearing.text, gaps))}, ${cued}`,
    isWhole: isWhole && (pieces.length > 0 || behind.length > 0),
    isSplit: isOfSplit,
  };
};

// "Which drivers have clocked in", "missed pickups of today": asked how many there are; "why did they double": the pickups.
const counted = (text: string): string =>
  /\bhow\s+many\b/i.test(text)
    ? text.replace(/\bhow\s+many\s+/i, "")
    : /^\W*why\b/i.test(text)
      ? text
          .replace(/^\W*why\s+(?:did|have|has|are|were|is)\s+/i, "")
          .replace(
            /\s+(?:doubled?|ris(?:e|en)|rose|go(?:ne)?\s+up|went\s+up|increased?|jump(?:ed)?|spiked?)\b/i,
            "",
          )
      : `how many ${text
          .replace(/^\W*who(?:['’]s|\s+(?:is|has|have|are))?\s+/i, "drivers have ")
          .replace(
            /^\W*(?:please\s+)?(?:show(?:\s+me)?|list|give\s+me|let\s+me\s+(?:have|see)|which|what(?:\s+are)?)(?:\s+all)?(?:\s+the)?\s+/i,
            "",
          )}`;

/** A question before with what goes on from it, in the ways it can be said, and whether it is told apart by something. */
export type Ways = {
  texts: readonly string[];
  isSplit: boolean;
  /** Whether the first holds every word of the fragment, and so may ask for what was asked before. */
  isWhole: boolean;
};

/**
 * The question before with what a fragment exchanges or adds, in the ways it can be said, the closest first; none where
 * it names nothing that could be. A word of the fragment with a meaning stands in each of them.
 */
export const exchanged = (before: Asked, now: Asked, cueEnd: number): Ways => {
  const found = exchangedIn(before, now, cueEnd);
  if (!found) return { texts: [], isSplit: false, isWhole: false };
  const ways = found.isWhole ? [found.inPlace, found.behind] : [found.behind];
  return {
    texts: found.isSplit ? [...ways, ...ways.map(counted)] : ways,
    isSplit: found.isSplit,
    isWhole: found.isWhole,
  };
};

/**
 * What a sentence asks with the split and the times of the question before, which it says nothing of: "and the number of
 * loads?" behind tonnes by facility last week. Undefined where it names, times or splits by itself, or there is nothing to carry.
 */
export const carried = (before: Asked, now: Asked, cueEnd: number): string | undefined => {
  const splits = ({ hearing: { places } }: Asked) =>
    places.filter(({ concept }) => /^per[A-Z]/.test(concept));
  const when = spansOf(new Set([...before.timed.when, ...before.timed.weekdays]));
  const isOwn = now.window !== null || now.links.links.length > 0 || splits(now).length > 0;
  if (isOwn || when.length === 0) return undefined;
  const said = [...splits(before), ...when].map(({ from, to }) => written(before, from, to));
  // What the question before is about, and of which kinds.
  const kinds = before.hearing.places.filter(
    ({ concept, from }) =>
      (STREAM_CONCEPTS as readonly Concept[]).includes(concept) &&
      !now.hearing.heard.has(concept) &&
      !before.links.links.some((link) => link.from <= from && from < link.to),
  );
  const about = [...before.links.links.filter((link) => !isExcluded(before, link.from)), ...kinds].map(
    ({ from, to }) => written(before, from, to),
  );
  const of = about.length > 0 ? ` for ${[...new Set(about)].join(" and ")}` : "";
  return `${unended(now.hearing.text.slice(cueEnd))} ${said.join(" ")}${of}`;
};

const UNIT_WORD =
  /^(?:min(?:ute)?s?|h(?:ou)?rs?|h|days?|weeks?|tonnes?|tons?|t|km|kms|kg|percent|stops?|litres?|l|per|euros?|pounds?)$/;

const numbersIn = ({ hearing: { tokens }, links, timed }: Asked): number[] =>
  tokens.flatMap(({ text: word }, at) =>
    readNumber(word.replace(/%$/, "")) !== undefined &&
    !/^(?:an?|one)$/i.test(word) &&
    !links.links.some(({ from, to }) => from <= at && at < to) &&
    !timed.when.has(at)
      ? [at]
      : [],
  );

const NUMBERS_CUE =
  /^\W*(?:(?:no|ok|okay|actually|and|or|then|now|rather|better|make|it|that|what|how|about|let['’]?s|say|try|from|at|with|longer|more|older|over|than|instead)\b\W*)*/i;

/**
 * "Make it 8", "what about ten minutes?", "70 and 30": the question before with its numbers exchanged, where the sentence
 * says nothing but numbers and both have as many; undefined otherwise.
 */
export const otherNumbers = (before: Asked, now: Asked): string | undefined => {
  const start = NUMBERS_CUE.exec(now.hearing.text)?.[0].length ?? 0;
  const own = numbersIn({ ...now, timed: { ...now.timed, when: new Set() } });
  const isOnly = now.hearing.tokens.every(
    ({ stem: word, end }, at) =>
      end <= start ||
      own.includes(at) ||
      FILLER_STEMS.has(word) ||
      UNIT_WORD.test(word) ||
      IDLE_WORD.test(word),
  );
  const old = numbersIn(before);
  if (
    !isOnly ||
    now.window !== null ||
    own.length === 0 ||
    own.length !== old.length ||
    now.links.links.length > 0
  )
    return undefined;
  const unitAt = (asked: Asked, at: number): string | undefined => {
    const next = asked.hearing.tokens[at + 1];
    return next !== undefined && UNIT_WORD.test(next.stem) && next.stem !== "per" ? next.text : undefined;
  };
  return unended(
    putInto(
      before.hearing.text,
      own.flatMap((at, i) => {
        const was = old[i] ?? 0;
        const number = now.hearing.tokens[at]?.text ?? "";
        // "Half an hour" is one number: its hour goes with it, and another number is of minutes.
        const of = /^half$/i.test(before.hearing.tokens[was]?.text ?? "") ? 1 : 0;
        const unit = unitAt(now, at) ?? (of > 0 ? "minutes" : undefined);
        const isBoth = unit !== undefined && unitAt(before, was + of) !== undefined;
        return [place(before, was, was + (isBoth ? 2 + of : 1), isBoth ? `${number} ${unit}` : number)];
      }),
    ),
  );
};
