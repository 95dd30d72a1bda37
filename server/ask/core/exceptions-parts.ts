import { columnOf } from "#server/ask/core/columns.ts";
import { trendStep } from "#server/ask/core/kpi-parts.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import { type Asked, has, linksOf, tokensSaying } from "#server/ask/core/question.ts";
import type { TimeWindow } from "#server/ask/schema.ts";

// What exceptions can be counted by, and the concept that asks for it.
const SPLITS = [
  ["perRoute", "route"],
  ["perDriver", "driver"],
  ["perVehicle", "vehicle"],
  ["perZone", "zone"],
  ["perDepot", "depot"],
  ["perStream", "stream"],
  ["perSite", "site"],
  ["perCustomer", "customer"],
  // "By day of the week" holds "by day".
  ["perWeekday", "weekday"],
  ["perDay", "serviceDay"],
  ["perWeek", "week"],
  ["perMonth", "month"],
  ["perCause", "kind"],
  ["cause", "kind"],
] as const satisfies readonly (readonly [Concept, string])[];

const MOST = [
  ["driver", "driver"],
  ["vehicle", "vehicle"],
  ["route", "route"],
  ["zone", "zone"],
  ["depot", "depot"],
  ["site", "site"],
] as const satisfies readonly (readonly [Concept, string])[];

/** What exceptions are counted by: the concept that asks for it, and the column. */
export type ExceptionSplit = readonly [concept: Concept, column: string];

const SPLIT_CONCEPTS: ReadonlySet<Concept> = new Set(SPLITS.map(([concept]) => concept));
const WHO: ExceptionSplit = ["driver", "driver"];

/** Whether a question asks what to do first; "since the first of the month" is a time. */
export const isByUrgency = (asked: Asked): boolean =>
  asked.hearing.places.some(
    ({ concept, from, to }) =>
      concept === "handleFirst" &&
      ![...Array(to - from).keys()].every((i) => asked.timed.when.has(from + i)) &&
      !/^(?:first|1st)$/i.test(asked.hearing.tokens[from - 1]?.text ?? "") &&
      // Of days that are over nothing is to be done first: "worst on top" orders.
      !(
        asked.window !== null &&
        asked.window.lastDay < asked.today.firstDay &&
        /^(?:worst|highest|biggest|largest)$/i.test(asked.hearing.tokens[from - 1]?.text ?? "")
      ) &&
      // "Fewest first" orders the groups, and hands nothing to be done first.
      !asked.hearing.places.some(
        (other) =>
          (other.concept === "least" || other.concept === "most") && other.from < from && to <= other.to,
      ) &&
      // "By zone, worst first" orders the zones by how many there were.
      !(
        to - from === 1 &&
        asked.hearing.tokens[from]?.stem === "first" &&
        /^(?:worst|busiest)$/.test(asked.hearing.tokens[from - 1]?.stem ?? "") &&
        asked.hearing.places.some((other) => SPLIT_CONCEPTS.has(other.concept))
      ) &&
      // "Oldest first" orders rows.
      !(
        to - from === 1 &&
        asked.hearing.tokens[from]?.stem === "first" &&
        asked.hearing.places.some(
          ({ concept: other, from: at, to: end }) =>
            /^(?:oldest|newest|most|least)$/.test(other) && at <= from && from < end,
        )
      ),
  );

const JOINED = /^(?:and|by|per|then|also|within|each|,)$/;

/** What else exceptions are counted by at once: "by type and by zone", "per route and driver". */
const besideSplit = (asked: Asked, first: ExceptionSplit): ExceptionSplit | undefined => {
  const { places, tokens } = asked.hearing;
  const ends = places.filter(({ concept }) => concept === first[0]).map(({ to }) => to);
  return [...SPLITS, ...MOST].find(
    ([concept, column]) =>
      column !== first[1] &&
      places.some(
        (place) =>
          place.concept === concept &&
          ends.some((end) => {
            const between = tokens.slice(end, place.from);
            return (
              end <= place.from &&
              between.length > 0 === !concept.startsWith("per") &&
              between.length <= 2 &&
              between.every(({ stem }) => JOINED.test(stem))
            );
          }),
      ),
  );
};

const AGAINST = ["compare", "moreOrLess", "most", "least", "better", "worse"] as const;
const PAIRED = ["zone", "route", "driver", "vehicle", "depot", "street", "contractor"] as const;

/** "East compared with West" is counted by zone: the kind of which several are named, to be set against each other. */
const pairedSplit = (asked: Asked): ExceptionSplit | undefined => {
  if (!has(asked, "compare", "moreOrLess") || asked.compared !== null) return undefined;
  const column = PAIRED.find((kind) => new Set(linksOf(asked, kind).map(({ name }) => name.key)).size > 1);
  return column && ["compare", column];
};

const STEPS = { day: "serviceDay", week: "week", month: "month" } as const;

/** What exceptions are counted by where a question asks which way they go: days, weeks or months, as long as the time is. */
export const trendSplit = (asked: Asked, window: TimeWindow): ExceptionSplit | undefined =>
  has(asked, "trend") && asked.compared === null ? ["trend", STEPS[trendStep(window)]] : undefined;

/** What exceptions are counted by, and what else at once; undefined where a question splits them by nothing. */
export const splitsOf = (
  asked: Asked,
  isOfOneKind: boolean,
): { by: ExceptionSplit; and?: ExceptionSplit; isRanked: boolean; uses: Concept[] } | undefined => {
  const all = SPLITS.filter(
    ([concept]) => has(asked, concept) && !(concept === "cause" && has(asked, "perCause")),
  );
  // Of two that are joined the one that stands first is split by the other.
  const said = all.find((each) => besideSplit(asked, each) !== undefined) ?? all[0];
  if (said) {
    const and = besideSplit(asked, said);
    return { by: said, ...(and ? { and } : {}), isRanked: false, uses: [said[0], ...(and ? [and[0]] : [])] };
  }
  const paired = pairedSplit(asked);
  if (paired) return { by: paired, isRanked: false, uses: [...AGAINST] };
  // "Which drivers reported the most" counts by driver without saying so.
  const isWho = /\bwho\b/i.test(asked.hearing.text);
  const most =
    !asked.compared && has(asked, "most", "worst", "least")
      ? (MOST.find(([concept]) => has(asked, concept)) ?? (isWho ? WHO : undefined))
      : undefined;
  if (most) return { by: most, isRanked: true, uses: [most[0]] };
  // The commonest are told by their kind.
  const isCounted = /\b(?:most\s+(?:common|frequent)|commonest)\b/i.test(asked.hearing.text) && !isOfOneKind;
  return isCounted ? { by: ["most", "kind"], isRanked: false, uses: ["most"] } : undefined;
};

type Order = { column: string; descending: boolean };

const IN_ORDER_OF =
  /\b(?:arranged|sorted|ordered|listed|in\s+order)\s+(?:by|of|according\s+to)\s+(?:the\s+)?(age|driver|crew|route|round|zone|area|type|kind|address|time|site|owner|status)\b/i;
const ORDERED: Readonly<Record<string, Order>> = {
  age: { column: "openedAt", descending: false },
  driver: { column: "driver", descending: false },
  crew: { column: "driver", descending: false },
  route: { column: "route", descending: false },
  round: { column: "route", descending: false },
  zone: { column: "zone", descending: false },
  area: { column: "zone", descending: false },
  type: { column: "kind", descending: false },
  kind: { column: "kind", descending: false },
  address: { column: "site", descending: false },
  site: { column: "site", descending: false },
  time: { column: "openedAt", descending: false },
  owner: { column: "owner", descending: false },
  status: { column: "status", descending: false },
};
const BY_AGE = /\bby\s+age\b/i;

/** The order of rows that a question names, with the tokens that say so: "in order of age", "arranged by driver". */
export const orderSaid = (asked: Asked): { sort: Order; said: readonly number[] } | undefined => {
  const found = BY_AGE.test(asked.hearing.text) ? "age" : IN_ORDER_OF.exec(asked.hearing.text)?.[1];
  const sort = found === undefined ? undefined : ORDERED[found.toLowerCase()];
  const pattern = BY_AGE.test(asked.hearing.text) ? BY_AGE : IN_ORDER_OF;
  return sort && { sort, said: tokensSaying(asked, pattern) };
};

// What columns are called where a question lists what is to be shown.
const CALLED: readonly (readonly [words: RegExp, column: string])[] = [
  [/^(?:address|site|location|property|place|stop)(?:es|s)?$/i, "site"],
  [/^(?:routes?|rounds?)$/i, "route"],
  [/^(?:waste\s+)?streams?$|^materials?$/i, "stream"],
  [/^zones?$|^areas?$/i, "zone"],
  [/^drivers?$|^crews?$|^reported\s+by$/i, "driver"],
  [/^(?:trucks?|vehicles?)$/i, "vehicle"],
  [
    /^(?:time|date|day|hour)(?:\s+and\s+(?:time|date))?(?:\s+(?:of\s+(?:the\s+)?report|reported|opened|raised|logged))?$|^(?:when\s+)?(?:reported|opened|raised|logged)(?:\s+at)?$|^report(?:ed)?\s+(?:time|date)$/i,
    "openedAt",
  ],
  [/^(?:kind|type|cause|category)s?$/i, "kind"],
  [/^status(?:es)?$/i, "status"],
  [/^owners?$|^assignees?$|^assigned\s+to$|^who\s+has\s+(?:it|them)$/i, "owner"],
  [/^(?:resolution|outcome|closure)s?$|^how\s+(?:it|they)\s+(?:was|were)\s+closed$/i, "resolution"],
  [/^notes?$|^remarks?$|^comments?$/i, "note"],
  [/^(?:respond[\s-]by|deadline|due)(?:\s+time)?$/i, "respondBy"],
  [/^(?:time|date)\s+(?:closed|of\s+closing|of\s+closure)$|^closed(?:\s+at)?$/i, "closedAt"],
  [/^depots?$/i, "depot"],
];

// "With site and vehicle" at the end names what rows are to tell, as a list behind a colon does.
const WITH_BOTH = /,?\s+with\s+((?:the\s+)?[a-z]+\s+and\s+(?:the\s+)?[a-z]+)[\s.?!]*$/i;

/** The columns that a question lists at its end, with the tokens that say so; undefined where one of them is none. */
export const columnsSaid = (
  asked: Asked,
): { columns: string[]; isBeside: boolean; said: readonly number[] } | undefined => {
  const { text } = asked.hearing;
  const behindColon = /:\s*([^:?]+?)[\s.?!]*$/.exec(text);
  const listed = behindColon?.[1]?.includes(",") ? behindColon : WITH_BOTH.exec(text);
  if (!listed?.[1]) return undefined;
  const parts = listed[1]
    .split(/\s*,\s*(?:and\s+)?|\s+and\s+/)
    .map((part) => part.trim().replace(/^the\s+/i, ""));
  const columns = parts.map((part) => CALLED.find(([words]) => words.test(part))?.[1]);
  if (columns.some((column) => column === undefined)) return undefined;
  return {
    columns: [...new Set(columns.flatMap((column) => (column === undefined ? [] : [columnOf(column).key])))],
    isBeside: listed !== behindColon,
    said: asked.hearing.tokens.flatMap(({ start }, at) => (start >= listed.index ? [at] : [])),
  };
};
