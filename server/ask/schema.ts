import * as z from "zod";
import { EngineerPlan } from "#server/ask/engineer.schema.ts";
import { EXPLAIN_PLANS } from "#server/ask/explain.schema.ts";
import { ForecastPlan } from "#server/ask/forecast.schema.ts";
import { OwnPlan } from "#server/ask/own.schema.ts";
import { NearestPlan, ProofPlan, ZonePlan } from "#server/ask/place.schema.ts";
import { BriefingPlan, CoordinationPlan, OutsidePlan } from "#server/ask/platform.schema.ts";
import { ProposePlan } from "#server/ask/proposal.schema.ts";
import { CalendarDay, CalendarInstant } from "#server/lib/calendar-day.schema.ts";
import { KpiDimension, KpiFilter, KpiName } from "#server/operations/schema.ts";
import { Filter, Sort } from "#server/platform/list.schema.ts";
import { MAX_SEARCH_TEXT, PASSAGE_KINDS, SearchHit } from "#server/vector/schema.ts";
import { PlanChip, WordTrace } from "./chips.schema.ts";
import { MEASURE_NAMES, RANKING_ORDERS, SPAN_NAMES } from "./plan-names.schema.ts";
import { RecordSplit, RecordValue } from "./record-groups.schema.ts";
import { AdherencePlan, BESIDE_FLEET, OverflowBySizePlan, TimeSharesPlan } from "./route-shares.schema.ts";
import { ElectricPlan, ReplannedPlan } from "./savings.schema.ts";

/** A span of time in the depot's zone: `from` up to but not including `to`, with the words it came from. */
export const TimeWindow = z.object({
  from: CalendarInstant,
  to: CalendarInstant,
  /** Service days covered, first and last. */
  firstDay: CalendarDay,
  lastDay: CalendarDay,
  timeZone: z.string(),
  /** Such as "today", "last week (16 to 22 Nov 2026)". */
  label: z.string(),
  /** Whether the question named it, or it is the default. */
  isNamed: z.boolean(),
  /** Whether it covers its service days whole; false for "this morning" and "the last hour". */
  isWholeDays: z.boolean(),
});
export type TimeWindow = z.infer<typeof TimeWindow>;

/** The time a plan runs over as it is kept: by name, so that it moves with the clock; by days; or to the hour. */
export const Span = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("named"), name: z.enum(SPAN_NAMES) }),
  z.object({ kind: z.literal("days"), from: CalendarDay, to: CalendarDay }),
  z.object({ kind: z.literal("exact"), window: TimeWindow }),
]);
export type Span = z.infer<typeof Span>;

/** Lists a plan can ask; each is a page of the same name. */
export const ListName = z.enum([
  "vehicles",
  "routes",
  "stops",
  "exceptions",
  "drivers",
  "sites",
  "customers",
  "containers",
]);
export type ListName = z.infer<typeof ListName>;

const listPart = {
  list: ListName,
  filters: z.array(Filter),
  search: z.string().optional(),
};

/** Rows of a list, filtered and sorted; shown as table, map or both. */
export const ListPlan = z.object({
  kind: z.literal("list"),
  ...listPart,
  sort: z.array(Sort),
  limit: z.int().min(1).max(500),
  /** Columns that answer the question, first ones first. */
  columns: z.array(z.string()),
  /** Those of them that were asked for besides. */
  shows: z.array(z.string()).optional(),
  view: z.enum(["table", "map"]),
});

/** How many rows of a list there are. */
export const CountPlan = z.object({
  kind: z.literal("count"),
  ...listPart,
  /** For stops: count also the containers that stand there for the stop's stream. */
  withContainers: z.boolean().optional(),
  /** The rows of another window to count beside them, up to the same time of its last day where the first still runs. */
  compare: z
    .object({ filters: z.array(Filter), from: CalendarDay, to: CalendarDay, label: z.string() })
    .optional(),
});

/** The bound values or counts must keep. */
export const Bound = z.object({
  op: z.enum(["gt", "gte", "lt", "lte", "eq", "between"]),
  value: z.number(),
  upTo: z.number().nullable(),
});
export type Bound = z.infer<typeof Bound>;

/** Rows of a list per value of a column, or all together: how many there are, or the mean of a column; `bound` keeps groups of such a size. */
export const GroupPlan = z.object({
  kind: z.literal("group"),
  ...listPart,
  by: z.string().nullable(),
  /** A further column: groups are of both values at once. */
  andBy: z.string().optional(),
  /** The column whose mean is told in the place of the number of rows. */
  mean: z.string().optional(),
  bound: Bound.optional(),
  /** Smallest groups first. */
  isLeastFirst: z.boolean().optional(),
  /** How many groups are wanted. */
  limit: z.int().min(1).max(200).optional(),
  /** For exceptions: order groups by the service clock instead of by size. */
  byUrgency: z.boolean().default(false),
});

/** How the rows of a split are ordered, how many are wanted, and the bound their values must keep. */
export const Ranking = z.object({
  order: z.enum(RANKING_ORDERS).nullable(),
  limit: z.int().min(1).max(200).nullable(),
  bound: Bound.nullable(),
  /** Those alone that moved that way against another time. */
  only: z.enum(["risen", "fallen"]).optional(),
});
export type Ranking = z.infer<typeof Ranking>;

const Compare = z.object({ from: CalendarDay, to: CalendarDay, label: z.string() }).nullable();

/** A KPI over routes: one value, or split by a dimension, possibly beside another window. */
export const KpiPlan = z.object({
  kind: z.literal("kpi"),
  name: KpiName,
  filter: KpiFilter,
  by: KpiDimension.nullable(),
  /** What each value of the split is told by besides: stretches of time, or another split. */
  over: KpiDimension.optional(),
  compare: Compare,
  ranking: Ranking,
  /** For the running day: count only what was due by this time, on both days. */
  until: z.iso.datetime().nullable(),
  /** Further KPIs over the same routes and split, told beside it. */
  also: z.array(KpiName).optional(),
  ...BESIDE_FLEET,
});

/** What is summed over routes: kilograms, seconds, metres, litres, cents or counts. */
export const MeasureName = z.enum(MEASURE_NAMES);
export type MeasureName = z.infer<typeof MeasureName>;

/** A sum over routes, whole or split, possibly beside another window. */
export const MeasurePlan = z.object({
  kind: z.literal("measure"),
  name: MeasureName,
  filter: KpiFilter,
  by: KpiDimension.nullable(),
  /** What each value of the split is told by besides: stretches of time, or another split. */
  over: KpiDimension.optional(),
  compare: Compare,
  ranking: Ranking,
  /** Further sums over the same routes and split, told beside it. */
  also: z.array(MeasureName).optional(),
  /** What the sum is divided by: so many of another measure, such as 100 km or one route hour. */
  per: z.object({ name: MeasureName, amount: z.number().positive() }).optional(),
  /** The price of a litre that the question names; without one, what the same routes paid. */
  price: z.object({ amount: z.number().positive(), isInCents: z.boolean() }).optional(),
});

/** What overtime cost: split, or with what took longer than on the same routes' days without it over a baseline. */
export const OvertimeCostPlan = z.object({
  kind: z.literal("overtime-cost"),
  filter: KpiFilter,
  baseline: z.object({ from: CalendarDay, to: CalendarDay }),
  by: KpiDimension.optional(),
  /** What each value of the split is told by besides. */
  over: KpiDimension.optional(),
  ranking: Ranking.optional(),
});

/** How far each route lies from the mean of the other routes of its day, farthest first. */
export const BalancePlan = z.object({
  kind: z.literal("balance"),
  filter: KpiFilter,
  of: z.enum(["stops", "lifts", "hours", "weight", "distance"]),
  /** Only those that do more, or only those that do less. */
  side: z.enum(["above", "below"]).nullable(),
  limit: z.int().min(1).max(200),
});

/** Records of the fleet that have no page of their own. */
export const RecordName = z.enum([
  ...(["faults", "readings", "daily-readings", "repairs", "safety", "tickets", "shifts"] as const),
  ...(["visits", "orders", "collections", "risks", "work-orders", "customer-risks"] as const),
]);
export type RecordName = z.infer<typeof RecordName>;

/** Records, as rows, as their number, or counted per value of a column, possibly for every 100 km driven. */
export const RecordsPlan = z.object({
  kind: z.literal("records"),
  of: RecordName,
  filters: z.array(Filter),
  show: z.enum(["rows", "count", "groups"]),
  sort: z.array(Sort),
  limit: z.int().min(1).max(500),
  /** Whether it is asked what a holiday of another week does to the days of collection. */
  isOfHoliday: z.boolean().optional(),
  /** For rows of faults: whether the repairs of the same vehicles and days are told beside them. */
  isWithRepairs: z.boolean().optional(),
  columns: z.array(z.string()),
  /** What groups are of. */
  by: RecordSplit.nullable(),
  /** What each of them is split by besides. */
  within: RecordSplit.optional(),
  /** What is told of the records, or of each group, beside their number. */
  value: RecordValue.optional(),
  /** The service days whose kilometres the counts are set against; null where they are not. */
  per100Km: z.object({ from: CalendarDay, to: CalendarDay }).nullable(),
  ranking: Ranking,
});

/** Whether a vehicle may go out, told by its faults, its repairs and what the procedures say; never by a yes alone. */
export const FitnessPlan = z.object({ kind: z.literal("fitness"), vehicleId: z.int(), label: z.string() });

/** What weigh tickets say of facilities: how long trucks stay there, or the tonnes they tip. */
export const WaitsPlan = z.object({
  kind: z.literal("waits"),
  /** The stay where it says nothing. */
  of: z.enum(["stay", "weight"]).optional(),
  from: CalendarDay,
  to: CalendarDay,
  by: z.enum(["facility", "day", "week", "month", "weekday", "hour", "vehicle", "stream"]),
  /** Whether each facility is told apart, beside another split. */
  isPerFacility: z.boolean().optional(),
  facilityIds: z.array(z.int()),
  vehicleIds: z.array(z.int()),
  streams: z.array(z.string()),
  /** Only those that arrived on these days of the week, 1 for Monday. */
  weekdays: z.array(z.int().min(1).max(7)).min(1).optional(),
  /** Only those that arrived from this minute of the day on, and before that one. */
  minutes: z.object({ from: z.int().min(0).max(1440), to: z.int().min(0).max(1440) }).optional(),
  ranking: Ranking,
});

/** Calls of residents counted by what they were about, where or when. */
export const CallsPlan = z.object({
  kind: z.literal("calls"),
  from: CalendarDay,
  to: CalendarDay,
  by: z.enum(["reason", "day", "week", "month", "zone", "depot", "street", "customer"]),
  zones: z.array(z.string()),
  streets: z.array(z.string()).optional(),
  customerIds: z.array(z.int()).optional(),
  reasons: z.array(z.string()),
  ranking: Ranking,
});

/** What happened since a moment. */
export const ChangesPlan = z.object({
  kind: z.literal("changes"),
  since: CalendarInstant,
  /** End of what is asked about; now where it names none. */
  until: CalendarInstant.optional(),
  label: z.string(),
  /** The one route it is about. */
  route: z.string().optional(),
});

/** When a route ends, against the end of its shift or a time the question names. */
export const FinishPlan = z.object({
  kind: z.literal("finish"),
  /** What names the route: itself, its vehicle or its driver. */
  subject: z.object({
    column: z.enum(["name", "vehicleId", "driverId"]),
    value: z.union([z.string(), z.int()]),
    label: z.string(),
  }),
  against: z.object({ side: z.enum(["before", "after"]), at: CalendarInstant }).optional(),
});

/** Broken-down vehicles and the stops they leave open, of all or of some. */
export const BreakdownPlan = z.object({
  kind: z.literal("breakdowns"),
  /** Which of them: of a depot, a zone, a stream. */
  filters: z.array(Filter).optional(),
});

/** The routes of two days as they stand, as they are planned and as they were driven: km, hours, cost, late stops. */
export const DayTotalsPlan = z.object({
  kind: z.literal("day-totals"),
  day: CalendarDay,
  against: CalendarDay,
  filters: z.array(Filter).optional(),
  /** Asked of "that", which may be no more than proposed: it is said that nothing proposed is in it. */
  isWithoutProposed: z.boolean().optional(),
});

/** Every KPI against the window before, or those that got better or worse; the biggest move first. */
export const MoversPlan = z.object({
  kind: z.literal("movers"),
  filter: KpiFilter,
  before: KpiFilter,
  only: z.enum(["better", "worse"]).optional(),
});

/** The week in words: service, cost, safety, three things to look at. */
export const SummaryPlan = z.object({ kind: z.literal("summary"), filter: KpiFilter, before: KpiFilter });

/** Which zones have a stream collected in the week of a Monday, by the schedule; no zones named means all. */
export const CollectionWeeksPlan = z.object({
  kind: z.literal("collection-weeks"),
  stream: z.string(),
  zones: z.array(z.string()),
  monday: CalendarDay,
});

/** What people wrote that says something, by word and meaning, about things of the fleet and a span of time. */
export const PassagesPlan = z.object({
  kind: z.literal("passages"),
  /** The words looked for; empty where only a thing is named. */
  text: z.string().max(MAX_SEARCH_TEXT),
  /** Things of the fleet that the passages are about. */
  about: z.array(z.object({ kind: z.string(), id: z.int().nullable(), name: z.string() })),
  kinds: z.array(z.enum(PASSAGE_KINDS)).min(1).optional(),
  streams: z.array(z.string()).min(1).optional(),
  depotIds: z.array(z.int()).min(1).optional(),
  /** Service days, first and last. */
  from: CalendarDay.optional(),
  until: CalendarDay.optional(),
  limit: z.int().min(1).max(50),
});

/** What a question asks for; the only thing that is ever run. */
export const QueryPlan = z.discriminatedUnion("kind", [
  ListPlan,
  CountPlan,
  GroupPlan,
  KpiPlan,
  MeasurePlan,
  WaitsPlan,
  CallsPlan,
  NearestPlan,
  ZonePlan,
  ChangesPlan,
  FinishPlan,
  ProofPlan,
  BreakdownPlan,
  TimeSharesPlan,
  AdherencePlan,
  DayTotalsPlan,
  MoversPlan,
  SummaryPlan,
  OverflowBySizePlan,
  CollectionWeeksPlan,
  PassagesPlan,
  OvertimeCostPlan,
  BalancePlan,
  RecordsPlan,
  FitnessPlan,
  ...EXPLAIN_PLANS,
  EngineerPlan,
  OutsidePlan,
  CoordinationPlan,
  BriefingPlan,
  ProposePlan,
  ForecastPlan,
  ElectricPlan,
  ReplannedPlan,
  OwnPlan,
]);
export type QueryPlan = z.infer<typeof QueryPlan>;

/** A thing of the fleet that the question names, as it was linked. */
export const LinkedEntity = z.object({
  /** The words of the question. */
  text: z.string(),
  kind: z.string(),
  id: z.union([z.int(), z.string()]).nullable(),
  name: z.string(),
  /** Other things of the same name, offered where it matters. */
  alternatives: z.array(z.string()),
});
export type LinkedEntity = z.infer<typeof LinkedEntity>;

/** How a question was understood: the plan with its words, window and entities. */
export const Reading = z.object({
  plan: QueryPlan,
  /** The plan in plain words. */
  words: z.string(),
  window: TimeWindow.nullable(),
  entities: z.array(LinkedEntity),
  /** 0 to 1. */
  confidence: z.number(),
  /** Its window as it can be kept and moved; null where it runs over none. */
  span: Span.nullable().default(null),
  /** The parts of the plan, each with how it is changed. */
  chips: z.array(PlanChip).default([]),
  /** Every word of the question and what was made of it; empty where the plan was changed by hand. */
  trace: z.array(WordTrace).default([]),
  /** What is read to answer it. */
  sources: z.array(z.string()).default([]),
  /** What made the plan. */
  reader: z.enum(["rules", "classifier", "model", "edited"]).default("rules"),
});
export type Reading = z.infer<typeof Reading>;

/** Sentences of a conversation that are taken in, at most. */
export const MAX_TURNS = 8;

/** A plan that was changed by hand or kept, with the time it is to run over. */
export const EditedPlan = z.object({ plan: QueryPlan, span: Span.nullable() });
export type EditedPlan = z.infer<typeof EditedPlan>;

/** A question as it is asked. */
export const Question = z.object({
  text: z.string().min(1).max(500),
  /** What was asked before it in the same conversation, oldest first. */
  turns: z.array(z.string().min(1).max(500)).max(MAX_TURNS).optional(),
  /** Depots the page is limited to. */
  depotIds: z.array(z.int()).max(200).optional(),
  /** Picks one of two readings offered before. */
  readingIndex: z.int().min(0).max(1).optional(),
  /** Answered anew, whatever was answered before. */
  isAfresh: z.boolean().optional(),
  /** Run in the place of what the words say. */
  edited: EditedPlan.optional(),
});
export type Question = z.infer<typeof Question>;

/** One figure with its unit and definition. */
export const Figure = z.object({
  label: z.string(),
  value: z.number().nullable(),
  unit: z.string(),
  compare: z.object({ label: z.string(), value: z.number().nullable() }).nullable(),
});
export type Figure = z.infer<typeof Figure>;

/** Column of an answer's table; money is in cents, and a figure in the unit that the column names, or else its row. */
export const AnswerColumn = z.object({
  key: z.string(),
  label: z.string(),
  type: z.enum([
    "text",
    "number",
    "percent",
    "time",
    "duration",
    "distance",
    "weight",
    "money",
    "date",
    "figure",
  ]),
  unit: z.string().optional(),
});
export type AnswerColumn = z.infer<typeof AnswerColumn>;

/** Parts of an answer in the order they are streamed. */
export const AnswerPart = z.discriminatedUnion("type", [
  z.object({ type: z.literal("reading"), reading: Reading }),
  z.object({ type: z.literal("figures"), figures: z.array(Figure) }),
  z.object({
    type: z.literal("rows"),
    title: z.string(),
    columns: z.array(AnswerColumn),
    rows: z.array(z.record(z.string(), z.unknown())),
    total: z.int(),
    view: z.enum(["table", "map", "chart"]),
  }),
  /** Passages that people wrote, cited as they stand: nothing in them is ever done. */
  z.object({
    type: z.literal("passages"),
    hits: z.array(SearchHit),
    /** Whether the words alone were looked for, since the search by meaning is switched off. */
    isByWords: z.boolean(),
    /** When they were found, where they come from memory. */
    keptAt: z.iso.datetime().nullable(),
  }),
  z.object({ type: z.literal("text"), text: z.string() }),
  /** Something to be done, stored as a draft: a click on it does what the words say; null where none was stored. */
  z.object({ type: z.literal("proposal"), draftId: z.int().nullable(), words: z.string() }),
  z.object({ type: z.literal("link"), href: z.string(), label: z.string() }),
  /** Not sure: two readings, to be picked from. */
  z.object({ type: z.literal("choice"), readings: z.array(Reading).length(2) }),
  /** Cannot or must not: why, and three questions that work. */
  z.object({
    type: z.literal("refusal"),
    reason: z.enum(["out-of-scope", "not-yet", "forbidden", "change", "unknown-entity", "unclear"]),
    text: z.string(),
    suggestions: z.array(z.string()),
    /** What would be read without the words that were not understood, to be picked as reading 0; null where nothing is. */
    without: Reading.nullable(),
  }),
  z.object({
    type: z.literal("done"),
    asOf: z.iso.datetime(),
    rowCount: z.int(),
    tookMs: z.number(),
    /** When it was made, where it comes from memory; null where it was made now. */
    keptAt: z.iso.datetime().nullable(),
  }),
  z.object({ type: z.literal("error"), message: z.string() }),
]);
export type AnswerPart = z.infer<typeof AnswerPart>;
