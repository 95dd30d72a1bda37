import * as z from "zod";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";
import { ExtraStop, HandOver, PlaceOrder, RescueRequest, WhatIf } from "#server/routing/schema.ts";

/** How long a draft can be confirmed: the day goes on, and what was proposed an hour ago is about another one. */
export const DRAFT_LIFE_MINUTES = 60;

/** Missed pickups that one click puts on a truck: each is priced and written by itself. */
export const MOST_GO_BACKS = 20;

/** When a report goes out: weekdays by ISO, Monday 1 to Sunday 7, and the time of day on the depots' clock, minutes. */
export const MailingSchedule = z.object({
  weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
  minute: z.int().min(0).max(1_439),
  /** Only the day of the month that is so many-th of these weekdays, -1 the last; each of them where it says nothing. */
  nth: z.int().min(-1).max(31).optional(),
});

/** Which alerts are meant: all of who asks, or those about what runs late. */
const AlertsOf = z.literal("late").optional();

/** How many rows an alert waits for; any at all where it says nothing. */
export const RowBound = z.object({
  op: z.enum(["gt", "gte", "lt", "lte"]),
  rows: z.int().min(0).max(100_000),
});
/** See {@link RowBound}. */
export type RowBound = z.infer<typeof RowBound>;

/** What a question may propose; nothing of it is done before somebody confirms the stored draft. */
export const Proposal = z.discriminatedUnion("action", [
  /** Options for covering a truck that broke down. */
  z.object({ action: z.literal("rescue"), ...RescueRequest.shape }),
  /** The rest of the running day, or a coming one, planned under a supposition. */
  z.object({
    action: z.literal("replan"),
    /** The coming day; the running one where it is left out. */
    day: CalendarDay.optional(),
    /** The only depot that is planned. */
    depotId: z.int().optional(),
    whatIf: WhatIf,
    withoutDriverId: z.int().nullable(),
    /** How many trucks go without a route: those with the fewest stops left, of a stream where one is named. */
    fewerTrucks: z.int().min(0).max(10),
    fewerOf: z.string().max(40).optional(),
    /** The one route that is planned anew, the others as they are, and how many of its first stops stay. */
    route: z.string().max(80).optional(),
    keepFirst: z.int().min(1).max(300).optional(),
  }),
  /** Open missed pickups, the most pressing first, as extra stops of one truck. */
  z.object({
    action: z.literal("go-backs"),
    vehicleId: z.int(),
    count: z.int().min(1).max(MOST_GO_BACKS),
    /** Those of some zones or streams alone. */
    zones: z.array(z.string().max(80)).min(1).max(10).optional(),
    streams: z.array(z.string().max(40)).min(1).max(10).optional(),
    /** Those that were missed on one day alone. */
    missedOn: z.iso.date().optional(),
    /** Until when they are begun; null for any time of the day. */
    before: z.iso.datetime().nullable(),
  }),
  /** A collection beyond the day's own, on the truck that takes it at least cost or loses the least time. */
  z.object({ action: z.literal("extra"), ...ExtraStop.shape, by: PlaceOrder.optional() }),
  /** The last stops of a route, each to the truck that takes it at least cost without breaking a rule. */
  z.object({
    action: z.literal("hand-over"),
    route: z.string().max(80),
    count: z.int().min(1).max(200),
    /** The only truck that may take them, or the truck of the only route. */
    toVehicleId: z.int().optional(),
    toRoute: z.string().max(80).optional(),
    /** No truck that takes one works past the end of its shift. */
    withoutOvertime: z.boolean().optional(),
    /** What was shown of it, and is written: it is filled in with the answer, never read from a question. */
    shown: HandOver.optional(),
  }),
  /** The newest changes of who asks, taken back; or what came of one proposal, which is put aside where it still waits. */
  z.object({
    action: z.literal("undo"),
    count: z.int().min(1).max(20),
    of: z.enum(["reassignments", "changes"]),
    /** The words of that proposal. */
    proposed: z.string().max(1_000).optional(),
  }),
  /** Settings whose keys begin alike, as they stood so many seconds ago: their changes since then are undone. */
  z.object({
    action: z.literal("settings-back"),
    prefix: z.string().min(2).max(40),
    sinceS: z
      .int()
      .min(1)
      .max(366 * 86_400),
  }),
  /** Alerts of who asks, told to leave out trucks, routes or drivers, or to be quiet where none is named. */
  z.object({
    action: z.literal("mute"),
    names: z.array(z.string().max(80)).max(5),
    until: z.iso.datetime().optional(),
    of: AlertsOf,
  }),
  /** The same alerts, told to watch them again. */
  z.object({ action: z.literal("unmute"), names: z.array(z.string().max(80)).max(5), of: AlertsOf }),
  /** A notice whenever a question has had rows, or as many as its bound says, for so long. */
  z.object({
    action: z.literal("alert"),
    question: z.string().max(500),
    forS: z.int().min(0).max(86_400),
    bound: RowBound.optional(),
  }),
  /** The answer of a question as a file, mailed by a schedule; to whoever asks where no address is named. */
  z.object({
    action: z.literal("mailing"),
    question: z.string().min(1).max(500),
    ...MailingSchedule.shape,
    format: z.enum(["pdf", "csv"]),
    emails: z.array(z.email()).max(10),
  }),
]);
export type Proposal = z.infer<typeof Proposal>;

/** A proposal as a plan. */
export const ProposePlan = z.object({ kind: z.literal("propose"), proposal: Proposal, words: z.string() });
export type ProposePlan = z.infer<typeof ProposePlan>;

/** A stored draft as its owner sees it. */
export const AskDraftRow = z.object({
  id: z.int(),
  action: z.enum([
    "rescue",
    "replan",
    "extra",
    "alert",
    "hand-over",
    "undo",
    "mute",
    "unmute",
    "go-backs",
    "mailing",
    "settings-back",
  ]),
  question: z.string(),
  words: z.string(),
  createdAt: z.iso.datetime(),
  /** Until when it can be confirmed. */
  expiresAt: z.iso.datetime(),
  decidedAt: z.iso.datetime().nullable(),
  isConfirmed: z.boolean(),
});
export type AskDraftRow = z.infer<typeof AskDraftRow>;

/** What came of a confirmed draft: where it is shown. */
export const Confirmed = z.object({ href: z.string(), words: z.string() });
export type Confirmed = z.infer<typeof Confirmed>;

/** An alert as its owner sees it. */
export const AlertRow = z.object({
  id: z.int(),
  question: z.string(),
  words: z.string(),
  forS: z.int(),
  bound: RowBound.nullable(),
  crossedAt: z.iso.datetime().nullable(),
  raisedAt: z.iso.datetime().nullable(),
  fault: z.string().nullable(),
});
export type AlertRow = z.infer<typeof AlertRow>;

/** A report that goes out by mail as its owner sees it. */
export const MailingRow = z.object({
  id: z.int(),
  question: z.string(),
  words: z.string(),
  format: z.enum(["pdf", "csv"]),
  emails: z.array(z.string()),
  dueAt: z.iso.datetime(),
  sentAt: z.iso.datetime().nullable(),
  /** Why the last one did not go out. */
  fault: z.string().nullable(),
});
export type MailingRow = z.infer<typeof MailingRow>;

/** An alert that was raised. */
export const NoticeRow = z.object({
  id: z.int(),
  ruleId: z.int(),
  at: z.iso.datetime(),
  words: z.string(),
  count: z.int(),
});
export type NoticeRow = z.infer<typeof NoticeRow>;
