import * as z from "zod";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";

/** The services that the gateway calls. */
export const SERVICES = ["graphhopper", "samsara", "hubspot"] as const;
/** Name of a service that the gateway calls. */
export const ServiceName = z.enum(SERVICES);
/** Name of a service that the gateway calls. */
export type ServiceName = z.infer<typeof ServiceName>;

/** Kinds of records that a CRM keeps too. */
export const CRM_KINDS = ["customer", "site", "ticket"] as const;
/** See {@link CRM_KINDS}. */
export type CrmKind = (typeof CRM_KINDS)[number];

/** Where an answer came from: the service, a kept answer, one past its time, a call of another, or what stands in. */
export const ANSWERED_BY = ["service", "shared", "batch", "cache", "stale", "fallback"] as const;
/** Where an answer came from. */
export type AnsweredBy = (typeof ANSWERED_BY)[number];

/** How a row of the ledger stands. */
export const OUTCOMES = [
  /** Written before the request left; what happens to it is not known yet. */
  "reserved",
  /** Answered, and billed as `units` say. */
  "answered",
  /** Refused by the service before it did anything; not billed. */
  "refused",
  /** Failed, and known not to be billed. */
  "failed",
  /** Nobody saw how it ended: by a crash, a time limit or a broken answer. It may be billed. */
  "in-doubt",
  /** Was in doubt; what it cost has been read off the service's own counter. */
  "settled",
  /** No request left: the answer was at hand. */
  "avoided",
] as const;
/** How a row of the ledger stands. */
export type CallOutcome = (typeof OUTCOMES)[number];

/** Whether the service is asked, let rest, or never asked by a person's word. */
export const MODES = ["live", "stale", "paused"] as const;
/** `stale` answers from what is kept, whatever its age; `paused` asks nothing and answers only what is fresh. */
export type ServiceMode = (typeof MODES)[number];

/** What a service says it lets us do, by its own headers or its published plan. */
export const QuotaState = z.object({
  /** Units left until the reset; null until the service has said it. */
  remaining: z.number().nullable(),
  /** Epoch milliseconds. */
  resetAtMs: z.number().nullable(),
  /** Units a day or month the plan holds; null where it sets no such limit. */
  limit: z.number().nullable(),
});

/** Money spent against the budget of the day. */
export const BudgetState = z.object({
  spentUnits: z.number(),
  spentCents: z.number(),
  /** Null where no budget is set. */
  limitUnits: z.number().nullable(),
  /** Shares of the budget that raise an alert, 0 to 1, ascending. */
  thresholds: z.array(z.number()),
  /** The highest threshold passed; null where none is. */
  passed: z.number().nullable(),
});

/** How a service stands now. */
export const ServiceState = z.object({
  service: ServiceName,
  mode: z.enum(MODES),
  /** True where what answers is our own emulator. */
  isEmulator: z.boolean(),
  breaker: z.enum(["closed", "half-open", "open"]),
  /** Why the breaker is open; null while it is closed. */
  reason: z.string().nullable(),
  running: z.int(),
  waiting: z.int(),
  /** Calls that may run at once just now. */
  concurrency: z.number(),
  quota: QuotaState,
  budget: BudgetState,
  /** Rows whose bill is not known yet. */
  inDoubt: z.int(),
});
/** How a service stands now. */
export type ServiceState = z.infer<typeof ServiceState>;

/** A breaker that opened, or closed again. */
export type BreakerChange = {
  service: ServiceName;
  state: "open" | "closed";
  /** Why it opened; null where it closed. */
  reason: string | null;
  /** The try that was to close it failed. */
  isAgain: boolean;
  /** Epoch milliseconds. */
  atMs: number;
};

/** What a service did in a span of time, from the ledger. */
export const ServiceUse = z.object({
  service: ServiceName,
  /** First day of the span, or the day, `YYYY-MM-DD`. */
  day: z.string(),
  sent: z.int(),
  failed: z.int(),
  units: z.number(),
  cents: z.number(),
  p50Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
  /** Calls that did not have to be made, by why, with the units they would have cost. */
  avoided: z.array(z.object({ by: z.enum(ANSWERED_BY), calls: z.int(), units: z.number() })),
});
/** What a service did on a day, from the ledger. */
export type ServiceUse = z.infer<typeof ServiceUse>;

/** A service and what it is to be switched to. */
export const SwitchMode = z.object({ service: ServiceName, mode: z.enum(MODES) });

/** Every service as it stands, and what each did by day, newest first. */
export const IntegrationsOverview = z.object({
  states: z.array(ServiceState),
  days: z.array(ServiceUse),
  /** Services that nobody gave an address and a key. */
  notSetUp: z.array(ServiceName),
  /** The running day of the account, UTC. */
  today: z.string(),
});
export type IntegrationsOverview = z.infer<typeof IntegrationsOverview>;

/** Classes of streets by the mean speed of a leg without traffic. */
export const STREET_CLASSES = ["residential", "secondary", "primary", "motorway"] as const;
/** See {@link STREET_CLASSES}. */
export type StreetClass = (typeof STREET_CLASSES)[number];

const Errors = z.object({
  count: z.int(),
  /** Mean size of the errors without and with what was learned, seconds. */
  beforeS: z.number(),
  afterS: z.number(),
});

/** What was learned of travel times, with how it did on the last week, which was held back. */
export const TravelLearned = z.object({
  /** Legs that were learned from. */
  legs: z.int(),
  drivers: z.int(),
  /** What each leg takes for pulling away and stopping. */
  startS: z.number(),
  classes: z.array(
    z.object({
      of: z.enum(STREET_CLASSES),
      legs: z.int(),
      /** What driving really takes against the time without traffic, beside the start; over all hours. */
      factor: z.number(),
      hours: z.array(z.object({ hour: z.int().min(0).max(23), legs: z.int(), factor: z.number() })),
    }),
  ),
  /** Of single legs, and of the driving of whole routes, in the week held back; null where it has none. */
  perLeg: Errors.nullable(),
  perRoute: Errors.nullable(),
  /** Of stops: the time set for the site, and the mean of what it took in five weeks before. */
  perStop: Errors.nullable(),
});
/** See {@link TravelLearned}. */
export type TravelLearned = z.infer<typeof TravelLearned>;

/** What travel times are corrected by, as `/integrations` shows it. */
export const TravelTimes = z.object({
  /** Whether plans are made with corrected times: setting travel.is_corrected, and whether they err less. */
  isOn: z.boolean(),
  isBetter: z.boolean(),
  /** The last day that it stands on; null where nothing was learned yet. */
  madeFrom: CalendarDay.nullable(),
  learned: TravelLearned.nullable(),
});
/** See {@link TravelTimes}. */
export type TravelTimes = z.infer<typeof TravelTimes>;

/** Job that learns from the routes of each organisation once a day has closed. */
export const TravelLearnJob = {
  schema: z.object({}),
  timeLimitS: 600,
  retry: { limit: 2, delayS: 60 },
  every: { cron: "45 * * * *", payload: {} },
};

/** How records of one kind are exchanged with the CRM. */
export const CrmExchange = z.object({
  kind: z.enum(CRM_KINDS),
  /** False where the CRM has no object for them: HUBSPOT_SITE_TYPE names that of sites. */
  isSetUp: z.boolean(),
  /** Records that both have. */
  linked: z.int(),
  /** Records that the CRM's word changed or made in the last 14 days. */
  changed: z.int(),
  made: z.int(),
  /** Fields that both had changed in that time, or that are ours alone, by who gave way. */
  gaveWay: z.int(),
  kept: z.int(),
  /** What HubSpot would not take when all was sent last, in its words. */
  refused: z.array(z.string()),
  /** When changes there were read last, and when all that differed was sent last; null before the first time. */
  readAt: z.iso.datetime().nullable(),
  sentAt: z.iso.datetime().nullable(),
});
export type CrmExchange = z.infer<typeof CrmExchange>;
