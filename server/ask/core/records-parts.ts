import { BODY_CONCEPTS, STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import type { Concept } from "#server/ask/core/lexicon.ts";
import type { ListFilter } from "#server/ask/core/list-filters.ts";
import {
  type Asked,
  has,
  heardAt,
  isExcluded,
  linksOf,
  tokensSaying,
  wantedRows,
  whichOf,
} from "#server/ask/core/question.ts";
import { tokensWithin } from "#server/ask/core/tokens.ts";
import type { QueryPlan, RecordName } from "#server/ask/schema.ts";

type Records = Extract<QueryPlan, { kind: "records" }>;

/** What records can be grouped by. */
export type RecordSplit = NonNullable<Records["by"]>;

/** What is told of records in place of their number. */
export type RecordValue = NonNullable<Records["value"]>;

type Named = "vehicle" | "depot" | "driver" | "facility" | "route" | "zone" | "contractor";
type Columns = Partial<Record<Named | "stream" | "body", string>>;

const OF_VEHICLE: Columns = {
  ...{ vehicle: "vehicleId", depot: "depotId", contractor: "contractor" },
  ...{ body: "bodyType", stream: "streams" },
};
// Which column of each kind of records holds what a question can limit them by.
const COLUMNS: Partial<Record<RecordName, Columns>> = {
  faults: OF_VEHICLE,
  readings: OF_VEHICLE,
  "daily-readings": OF_VEHICLE,
  repairs: OF_VEHICLE,
  risks: { vehicle: "vehicleId", depot: "depotId", body: "bodyType" },
  "work-orders": { vehicle: "vehicleId", depot: "depotId", body: "bodyType" },
  safety: { ...OF_VEHICLE, driver: "driverId", route: "route", zone: "zone" },
  shifts: {
    ...{ vehicle: "vehicleId", depot: "depotId", driver: "driverId" },
    ...{ contractor: "contractor", route: "route", zone: "zone" },
  },
  tickets: {
    ...{ vehicle: "vehicleId", depot: "depotId", facility: "facilityId", route: "route" },
    ...{ contractor: "contractor", body: "bodyType", stream: "stream" },
  },
};

/** What is shown of repairs. */
export const REPAIR_COLUMNS = [
  ...(["vehicle", "component", "repair", "openedAt", "doneAt", "workshopDays", "cost", "depot"] as const),
];

/** What is shown of weigh tickets. */
export const TICKET_COLUMNS = [
  ...(["ticket", "serviceDay", "arrivedAt", "facility", "vehicle"] as const),
  ...(["stream", "weightKg", "fee", "route"] as const),
];

// "Own crews only" and "leave out the contractors" keep those without one.
const NO_CONTRACTORS =
  /\b(?:without|except|excluding|excl|no|not|leav\w+\s+out|ignor\w+)\.?\s+(?:the\s+|any\s+|our\s+)?(?:sub)?contractors?\b(?!\s+[A-Z]\b)|\bcontractors?\s+(?:excluded|excepted|aside|left\s+out|not\s+included)\b/i;

const OWN_CREWS =
  /\b(?:own[\s-](?:crews?|people|staff|drivers?|teams?|fleet|trucks?)|in[\s-]?house|our\s+own)\b/i;
// "Own crews against contractors" is of both.
const isOfBoth = (asked: Asked): boolean =>
  has(asked, "contractor") &&
  (has(asked, "compare") || /\b(?:and|or)\s+contractors\b/i.test(asked.hearing.text));

/** The minute of the day that a clock shows. */
export const minuteOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
};

const TIMED: ReadonlySet<RecordName> = new Set(["safety", "tickets"]);
const WITH_WEEKDAYS: ReadonlySet<RecordName> = new Set([
  ...(["faults", "daily-readings", "repairs", "safety", "tickets", "shifts"] as const),
]);

// Times of day that bound an instant, and days of the week.
const timesOfDay = (asked: Asked, of: RecordName): ListFilter[] => [
  ...(TIMED.has(of)
    ? asked.clocks.map(
        ({ side, words }): ListFilter => ({
          column: "minuteOfDay",
          op: side === "before" ? "lt" : "gte",
          value: minuteOf(words),
        }),
      )
    : []),
  ...(WITH_WEEKDAYS.has(of) && asked.weekdays.length > 0
    ? [{ column: "weekday", op: "in" as const, value: asked.weekdays.map(String) }]
    : []),
];

/** The filters that names, kinds and times of day of a question put on records; the concepts and words they came from. */
export const namedRecords = (
  asked: Asked,
  of: RecordName,
): { filters: ListFilter[]; uses: Concept[]; said: number[] } => {
  const columns: Columns = COLUMNS[of] ?? {};
  const filters: ListFilter[] = [];
  const uses: Concept[] = [];
  const said: number[] = [];
  const limit = (column: string, all: readonly { value: string | number; isOut: boolean }[]) => {
    const kept = all.filter(({ isOut }) => !isOut).map(({ value }) => value);
    if (kept.length > 0) filters.push({ column, op: "in", value: kept });
    for (const { value, isOut } of all) if (isOut) filters.push({ column, op: "ne", value });
  };
  for (const kind of ["vehicle", "depot", "driver", "facility", "route", "zone", "contractor"] as const) {
    const column = columns[kind];
    const links = column === undefined ? [] : linksOf(asked, kind);
    if (column === undefined || links.length === 0) continue;
    const isById = column.endsWith("Id");
    limit(
      column,
      links.map(({ name, from }) => ({
        value: isById ? (name.id ?? -1) : name.key,
        isOut: isExcluded(asked, from),
      })),
    );
    if (kind !== "vehicle" && kind !== "driver") uses.push(kind);
  }
  const { contractor, body, stream } = columns;
  const isOwn =
    (OWN_CREWS.test(asked.hearing.text) && !isOfBoth(asked)) || NO_CONTRACTORS.test(asked.hearing.text);
  if (contractor !== undefined && isOwn) {
    filters.push({ column: contractor, op: "is-null", value: true });
    uses.push("ownCrews", "contractor", "perContractor");
    said.push(...tokensSaying(asked, NO_CONTRACTORS));
  }
  const bodies = whichOf(asked, Object.keys(BODY_CONCEPTS) as (keyof typeof BODY_CONCEPTS)[]);
  if (body !== undefined && bodies.length > 0) {
    filters.push({ column: body, op: "in", value: bodies.map((each) => BODY_CONCEPTS[each]) });
    uses.push(...bodies);
  }
  const streams = whichOf(asked, STREAM_CONCEPTS);
  if (stream !== undefined && streams.length > 0) {
    limit(
      stream,
      streams.map((value) => ({ value, isOut: isExcluded(asked, heardAt(asked, value)?.from ?? 0) })),
    );
    uses.push(...streams);
  }
  const timed = timesOfDay(asked, of);
  if (timed.some(({ column }) => column === "minuteOfDay"))
    said.push(...asked.clocks.flatMap((clock) => tokensWithin(asked.hearing.tokens, clock)));
  return { filters: [...filters, ...timed], uses, said };
};

const SPLITS = [
  ["perDriver", "driver"],
  ["perVehicle", "vehicle"],
  ["perDepot", "depot"],
  ["perRoute", "route"],
  ["perZone", "zone"],
  ["perFacility", "facility"],
  ["perSite", "facility"],
  ["perStream", "stream"],
  ["perContractor", "contractor"],
  ["perBody", "bodyType"],
  ["perCause", "event"],
  ["perHour", "hour"],
  ["perWeek", "week"],
  ["perMonth", "month"],
  ["perWeekday", "weekday"],
  ["perDay", "day"],
] as const satisfies readonly (readonly [Concept, RecordSplit])[];

const OF_DAYS = ["week", "month", "weekday", "day"] as const;
const SPLITS_OF: Partial<Record<RecordName, ReadonlySet<RecordSplit>>> = {
  faults: new Set(["vehicle", "depot", "contractor", "bodyType", "code", ...OF_DAYS]),
  readings: new Set(["vehicle", "depot", "contractor", "bodyType"]),
  "daily-readings": new Set(["vehicle", "depot", "contractor", "bodyType", ...OF_DAYS]),
  repairs: new Set(["vehicle", "depot", "contractor", "bodyType", "component", ...OF_DAYS]),
  safety: new Set([
    ...(["driver", "vehicle", "depot", "route", "zone", "contractor", "bodyType"] as const),
    ...(["street", "event", "hour", ...OF_DAYS] as const),
  ]),
  tickets: new Set([
    ...(["vehicle", "depot", "route", "facility", "stream", "contractor", "hour"] as const),
    ...OF_DAYS,
  ]),
  shifts: new Set(["driver", "vehicle", "depot", "route", "zone", "contractor", ...OF_DAYS]),
};

// "By part and month" says "by" once.
const NOUNS: Readonly<Record<string, RecordSplit>> = {
  ...{ day: "day", week: "week", month: "month", weekday: "weekday", hour: "hour" },
  ...{ driver: "driver", truck: "vehicle", vehicle: "vehicle", depot: "depot", route: "route", zone: "zone" },
  ...{ facility: "facility", site: "facility", landfill: "facility", tip: "facility", stream: "stream" },
  ...{ contractor: "contractor", street: "street", part: "component", component: "component" },
};
const JOINS = /^(?:and|then)$/;
const SPLITS_BY = /^(?:by|per|each|every)$/;
/** What else a question splits by behind an "and", and where it stands. */
export const joinedAt = ({ hearing: { tokens } }: Asked): readonly { split: RecordSplit; at: number }[] =>
  tokens.flatMap(({ stem }, at) => {
    const split = NOUNS[stem];
    const isJoined =
      JOINS.test(tokens[at - 1]?.stem ?? "") &&
      [at - 3, at - 4].some((i) => SPLITS_BY.test(tokens[i]?.stem ?? ""));
    return split && isJoined ? [{ split, at }] : [];
  });

/** Streets, as what a question counts by. */
export const STREETS = /\b(?:street\s+by\s+street|(?:by|per|each|every|which|what)\s+(?:streets?|roads?))\b/i;
const IS_TIME: ReadonlySet<RecordSplit> = new Set(["hour", ...OF_DAYS]);
// What a split is of is a word of its own: "by driver" speaks of drivers.
const THING: Partial<Record<RecordSplit, Concept>> = {
  ...{ driver: "driver", vehicle: "vehicle", depot: "depot", route: "route", zone: "zone" },
  ...{ facility: "facility", contractor: "contractor" },
};

const AGAINST = ["compare", "moreOrLess", "most", "least", "better", "worse", "byHowMuch"] as const;
const PAIRED = ["depot", "vehicle", "driver", "zone", "route", "facility", "contractor"] as const;

// "North depot compared with South depot": the kind of which several are named, to be set against each other.
const pairedSplit = (asked: Asked, allowed: ReadonlySet<RecordSplit>): RecordSplit | undefined =>
  has(asked, "compare", "moreOrLess") && asked.compared === null
    ? PAIRED.find(
        (kind) => allowed.has(kind) && new Set(linksOf(asked, kind).map(({ name }) => name.key)).size > 1,
      )
    : undefined;

/** What the words split records by, the things before the stretches of time; the concepts and words that say so. */
export const recordSplits = (
  asked: Asked,
  of: RecordName,
  /** Words that say something else: "within a month". */
  taken: readonly number[] = [],
): { by: RecordSplit | null; within: RecordSplit | undefined; uses: Concept[]; said: number[] } => {
  const allowed = SPLITS_OF[of] ?? new Set();
  // "By truck 23" names who did it, and splits nothing.
  const isOfName = (per: Concept) =>
    asked.hearing.places
      .filter(({ concept }) => concept === per)
      .every(
        (place) =>
          asked.links.links.some(({ from, to }) => from < place.to && place.from < to) ||
          taken.some((at) => place.from <= at && at < place.to),
      );
  // "Every truck that has a fault" is of each of them, and no split; "own crews" are those alone.
  const isOfAll = (per: Concept) =>
    asked.hearing.places
      .filter(({ concept }) => concept === per)
      .every(
        ({ from, to }) =>
          /^(?:each|every|all)$/.test(asked.hearing.tokens[from]?.stem ?? "") &&
          /^(?:that|which|who|whose|with|having|currently|due|needing)$/.test(
            asked.hearing.tokens[to]?.stem ?? "",
          ),
      );
  const isOfOwn = (per: Concept) =>
    per === "perContractor" &&
    !/\b(?:by|per|each|every|which)\s+(?:sub)?contractor/i.test(asked.hearing.text);
  const heard = SPLITS.filter(
    ([per, split]) =>
      allowed.has(split) && has(asked, per) && !isOfName(per) && !isOfAll(per) && !isOfOwn(per),
  );
  const isOfStreets = allowed.has("street") && STREETS.test(asked.hearing.text);
  const joined = joinedAt(asked).filter(({ split, at }) => allowed.has(split) && !asked.timed.when.has(at));
  const all: RecordSplit[] = [
    ...new Set<RecordSplit>([
      ...(isOfStreets ? ["street" as const] : []),
      ...heard.map(([, split]) => split),
      ...joined.map(({ split }) => split),
    ]),
  ];
  const ordered = [
    ...all.filter((split) => !IS_TIME.has(split)),
    ...all.filter((split) => IS_TIME.has(split)),
  ];
  const paired = ordered.length === 0 ? pairedSplit(asked, allowed) : undefined;
  const [by, within] = paired ? [paired] : ordered;
  const kept = [by, within].filter((split) => split !== undefined);
  return {
    by: by ?? null,
    within,
    uses: [
      ...(paired ? AGAINST : []),
      ...SPLITS.filter(([per]) => has(asked, per) && isOfAll(per)).map(([per]) => per),
      ...heard.filter(([, split]) => kept.includes(split)).map(([per]) => per),
      ...kept.flatMap((split) => THING[split] ?? []),
    ],
    said: [
      ...(isOfStreets ? tokensSaying(asked, STREETS) : []),
      ...joined.filter(({ split }) => kept.includes(split)).map(({ at }) => at),
    ],
  };
};

/** A plan over records from what differs of it: rows, or their number where the question asks how many. */
export const recordsPlan = (
  asked: Asked,
  of: RecordName,
  part: Pick<Records, "filters" | "sort" | "columns"> & Partial<Records>,
): Records => ({
  kind: "records",
  of,
  show: has(asked, "howMany") ? "count" : "rows",
  by: null,
  per100Km: null,
  ranking: { order: null, limit: null, bound: null },
  limit: wantedRows(asked) ?? 200,
  ...part,
});
