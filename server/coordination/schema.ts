import * as z from "zod";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";
import { Ways } from "#server/platform/ways.schema.ts";

const Title = z.string().trim().min(1).max(120);
const Days = z.number().min(0).max(400);
const Id = z.int().positive();

/** A team that works on the product. */
export const Workstream = z.object({
  id: Id,
  name: Title,
  lead: Title,
  /** Days of work it can do in a week. */
  capacityDays: Days,
  /** Starts of the names of meters it answers for. */
  meters: z.array(z.string().trim().min(1).max(60)).max(20),
});
export type Workstream = z.infer<typeof Workstream>;

/** What a workstream delivers by a day. */
export const Milestone = z.object({
  id: Id,
  workstreamId: Id,
  title: Title,
  dueOn: CalendarDay,
  effortDays: Days,
  deliveredAt: z.iso.datetime().nullable(),
  /** Milestones that must be delivered before it. */
  dependsOn: z.array(Id).max(50),
});
export type Milestone = z.infer<typeof Milestone>;

/** What keeps somebody waiting, and for whom. */
export const Blocker = z.object({
  id: Id,
  /** Null where no workstream waits: the day's dispatch, or a release. */
  waitingId: Id.nullable(),
  awaitedId: Id,
  milestoneId: Id.nullable(),
  title: Title,
  cause: z.enum(["person", "alert", "guard"]),
  /** Which alert or release opened it; each opens one. */
  causeKey: z.string().nullable(),
  openedAt: z.iso.datetime(),
  openedBy: z.string(),
  resolvedAt: z.iso.datetime().nullable(),
  resolvedBy: z.string().nullable(),
});
export type Blocker = z.infer<typeof Blocker>;

/** Work given from one workstream to another, who must say within the limit that it has it. */
export const Handoff = z.object({
  id: Id,
  fromId: Id,
  toId: Id,
  milestoneId: Id.nullable(),
  title: Title,
  limitMinutes: z.int().min(1).max(10_080),
  handedAt: z.iso.datetime(),
  handedBy: z.string(),
  acknowledgedAt: z.iso.datetime().nullable(),
  acknowledgedBy: z.string().nullable(),
});
export type Handoff = z.infer<typeof Handoff>;

/** A workstream as a form gives it; without a number it is a new one. */
export const WorkstreamForm = Workstream.extend({ id: Id.optional() });
export type WorkstreamForm = z.infer<typeof WorkstreamForm>;

/** A milestone as a form gives it; without a number it is a new one. */
export const MilestoneForm = Milestone.omit({ deliveredAt: true }).extend({ id: Id.optional() });
export type MilestoneForm = z.infer<typeof MilestoneForm>;

/** A blocker that a person opens. */
export const BlockerForm = Blocker.pick({ awaitedId: true, milestoneId: true, title: true }).extend({
  waitingId: Id,
});
export type BlockerForm = z.infer<typeof BlockerForm>;

/** Work that is handed over. */
export const HandoffForm = Handoff.pick({
  fromId: true,
  toId: true,
  milestoneId: true,
  title: true,
  limitMinutes: true,
});
export type HandoffForm = z.infer<typeof HandoffForm>;

/** Everything that is coordinated: what the figures are computed from, and what an export holds. */
export const Records = z.object({
  workstreams: z.array(Workstream),
  milestones: z.array(Milestone),
  blockers: z.array(Blocker),
  handoffs: z.array(Handoff),
});
export type Records = z.infer<typeof Records>;
/** A kind of record, in the plural; also the name of its export. */
export type RecordKind = keyof Records;

/** The pools that have a share in utilisation; of those without measures the figure says so. */
export const POOLS = ["vehicles", "model", "solver", "workers"] as const;

/** How much of a pool's time of one day was busy, seconds. */
export const PoolDay = z.object({
  pool: z.enum(POOLS),
  day: CalendarDay,
  busyS: z.number(),
  totalS: z.number(),
});
export type PoolDay = z.infer<typeof PoolDay>;

/** All that the figures are computed from, with the clock and the zone by which days and limits are told. */
export const CountedRecords = Records.extend({
  pools: z.array(PoolDay),
  asOf: z.iso.datetime(),
  timeZone: z.string(),
});
export type CountedRecords = z.infer<typeof CountedRecords>;

/** How much a workstream has to deliver in the coming two weeks against what it can do. */
export const WorkstreamLoad = z.object({ workstreamId: Id, dueDays: z.number(), capacityDays: z.number() });
export type WorkstreamLoad = z.infer<typeof WorkstreamLoad>;

/** What the page shows of the records: all milestones, the open blockers, the handoffs that wait. */
export const Board = Records.extend({
  today: CalendarDay,
  now: z.iso.datetime(),
  /** The longest chain of undelivered milestones by days of work, first to last. */
  critical: z.object({ ids: z.array(Id), days: z.number() }),
  loads: z.array(WorkstreamLoad),
});
export type Board = z.infer<typeof Board>;

/** The figures of coordination, in order. */
export const FIGURE_NAMES = ["handoffs", "resolution", "onTime", "utilisation"] as const;
/** Name of a figure. */
export type FigureName = (typeof FIGURE_NAMES)[number];

/** Days that a figure can look back. */
export const WINDOW_DAYS = [7, 30, 90] as const;

/** A record behind a figure: whether it counts as met, and by how much. */
export const FigureRecord = z.object({
  kind: z.enum(["handoff", "blocker", "milestone", "pool"]),
  /** Null for a pool, which is no record but a sum of measures. */
  id: Id.nullable(),
  title: z.string(),
  isMet: z.boolean().nullable(),
  /** Minutes a handoff took, hours a blocker stood, days a milestone was late, busy share of a pool; null where not known. */
  value: z.number().nullable(),
});
export type FigureRecord = z.infer<typeof FigureRecord>;

/** A figure over a window, with the records behind it and a value for each of the last twelve weeks. */
export const Figure = z.object({
  name: z.enum(FIGURE_NAMES),
  unit: z.enum(["share", "hours"]),
  target: z.number(),
  isMoreBetter: z.boolean(),
  /** Null where there is nothing to count. */
  value: z.number().nullable(),
  isMet: z.boolean().nullable(),
  records: z.array(FigureRecord),
  trend: z.array(z.object({ from: CalendarDay, to: CalendarDay, value: z.number().nullable() })),
});
export type Figure = z.infer<typeof Figure>;

/** Times of day at which a briefing is made. */
export const SLOTS = ["09:00", "13:00", "17:00"] as const;
/** One of {@link SLOTS}. */
export type Slot = (typeof SLOTS)[number];

/** A part of a briefing: its lines, and whether each is good news. */
export const BriefingPart = z.object({
  name: z.enum(["targets", "needed", "shipped", "rolledBack", "risks", "next"]),
  lines: z.array(z.object({ text: z.string(), tone: z.enum(["good", "bad", "idle"]) })),
});
export type BriefingPart = z.infer<typeof BriefingPart>;

/** Where briefings go beside the screen, and which ways this installation has. */
export const BriefingWays = Ways.extend({ hasWebhooks: z.boolean(), hasLetters: z.boolean() });
export type BriefingWays = z.infer<typeof BriefingWays>;

/** What stood at one of the times of day. */
export const Briefing = z.object({
  id: Id,
  timeZone: z.string(),
  depotIds: z.array(Id),
  day: CalendarDay,
  slot: z.enum(SLOTS),
  madeAt: z.iso.datetime(),
  parts: z.array(BriefingPart),
  /** When it went out, and to how many. */
  sent: z.array(z.object({ way: z.enum(["email", "webhook"]), count: z.int(), at: z.iso.datetime() })),
});
export type Briefing = z.infer<typeof Briefing>;
