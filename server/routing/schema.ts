import * as z from "zod";
import { CalendarDay, CalendarInstant } from "#server/lib/calendar-day.schema.ts";

/** What a plan is for: a whole service day, the rest of the running one, or the rescue of a breakdown. */
export const PlanKind = z.enum(["day", "rest", "rescue"]);
export type PlanKind = z.infer<typeof PlanKind>;

/** How far a plan is; a proposal changes the day only once it is accepted. */
export const PlanStatus = z.enum(["draft", "solving", "proposed", "accepted", "rejected", "cancelled"]);
export type PlanStatus = z.infer<typeof PlanStatus>;

/**
 * How a breakdown is answered: trucks on the road share the stops, a spare truck takes them or, where none stands still,
 * one truck beside its own round, or the rest of the day is planned anew.
 */
export const RescueOption = z.enum(["take-over", "spare", "one-truck", "replan"]);
export type RescueOption = z.infer<typeof RescueOption>;

/** What loads are told in: kilograms, or litres where the fleet states no weights. */
export const LoadUnit = z.enum(["kg", "l"]);
export type LoadUnit = z.infer<typeof LoadUnit>;

/** What is supposed to be otherwise; an empty list and null leave things as they are. */
export const WhatIf = z
  .object({
    withoutVehicleIds: z.array(z.int32()).max(500).default([]),
    /** The only facilities that may be used; null for all. */
    facilityIds: z.array(z.int32()).min(1).max(100).nullable().default(null),
    /** Only what is of these streams is bound to those facilities; all of it where none is named. */
    facilityStreams: z.array(z.string().max(40)).min(1).max(20).optional(),
    /** Streets closed to all traffic, by name. */
    closedStreets: z.array(z.string().min(1).max(200)).max(20).default([]),
    /** From when and until when they are closed; all the rest of the day where neither is said. */
    closedFrom: CalendarInstant.optional(),
    closedUntil: CalendarInstant.optional(),
    /** No truck works past the end of its shift; what does not fit is left unserved. */
    withoutOvertime: z.boolean().optional(),
    /** The only trucks that are planned, each with its own stops; the others and the tray stay as they are. */
    onlyVehicleIds: z.array(z.int32()).min(1).max(50).optional(),
    /** So many of a truck's first stops stay first, in their order; those done count. */
    keepFirst: z
      .array(z.object({ vehicleId: z.int32(), count: z.int().min(1).max(300) }))
      .max(50)
      .optional(),
    /** Stops at sites so named are begun before an instant. */
    before: z
      .array(z.object({ name: z.string().min(1).max(80), at: CalendarInstant }))
      .max(5)
      .optional(),
  })
  .refine(
    ({ closedFrom, closedUntil }) =>
      closedFrom === undefined ||
      closedUntil === undefined ||
      Date.parse(closedFrom) < Date.parse(closedUntil),
    {
      message: "closed streets: found an end that is not after the beginning, expected one that is",
      path: ["closedUntil"],
    },
  );
export type WhatIf = z.infer<typeof WhatIf>;

/** How much something is wished of a plan beside its price. */
export const WishLevel = z.enum(["off", "some", "strong"]);
export type WishLevel = z.infer<typeof WishLevel>;

/** What is wished of a plan beside its price; it may cost money, and the price told is what the day costs. */
export const PlanWishes = z.object({
  /** Trucks of a kind work about as long as each other. */
  evenWork: WishLevel,
  /** Stops go to drivers who know their surroundings. */
  usualTerritory: WishLevel,
});
export type PlanWishes = z.infer<typeof PlanWishes>;

/** What is asked of the planner. */
export const PlanRequest = z.object({
  kind: z.enum(["day", "rest"]),
  serviceDay: CalendarDay,
  /** Depots to plan; left out, all that the user sees. */
  depotIds: z.array(z.int32()).min(1).optional(),
  whatIf: WhatIf.optional(),
  /** Seconds to search; left out, as long as the setting says. */
  budgetS: z.number().min(0.5).max(300).optional(),
  seed: z.int().min(0).max(4_294_967_295).default(1),
  /** Left out, what the settings say. */
  wishes: PlanWishes.optional(),
});
export type PlanRequest = z.infer<typeof PlanRequest>;

/** A truck that broke down. */
export const RescueRequest = z.object({
  vehicleId: z.int32(),
  budgetS: z.number().min(1).max(20).default(10),
});
export type RescueRequest = z.infer<typeof RescueRequest>;

/** What routes come to. */
export const PlanTotals = z.object({
  vehicles: z.int(),
  stops: z.int(),
  unserved: z.int(),
  distanceM: z.number(),
  /** From leaving the depot to being back, summed. */
  durationS: z.number(),
  costCents: z.number(),
  lateStops: z.int(),
  /** Beyond the shifts, summed. */
  overtimeS: z.number(),
  violations: z.int(),
});
export type PlanTotals = z.infer<typeof PlanTotals>;

/** One entry of a truck's day with its times. */
export const PlanVisit = z.object({
  kind: z.enum(["stop", "tip", "break"]),
  stopId: z.int32().nullable(),
  facilityId: z.int32().nullable(),
  name: z.string(),
  stream: z.string().nullable(),
  /** Null for a break, which has no place of its own. */
  lng: z.number().nullable(),
  lat: z.number().nullable(),
  startAt: z.iso.datetime(),
  endAt: z.iso.datetime(),
  /** On board when leaving, in the unit of the day's loads. */
  load: z.number(),
  /** Beyond its window. */
  lateS: z.number(),
  /** Done or under way: it stays where it is. */
  isPinned: z.boolean(),
  /** Status of the stop as it stood when the plan was made; null for tips and breaks. */
  status: z.string().nullable(),
  /** Of a stop beyond the day's own: the chance that a container there runs over before that pickup. */
  overflow: z.object({ chance: z.number(), pickup: CalendarDay }).optional(),
});
export type PlanVisit = z.infer<typeof PlanVisit>;

/** A truck's day: its visits and what they come to. */
export const PlanRoute = z.object({
  vehicleId: z.int32(),
  vehicle: z.string(),
  depotId: z.int32(),
  /** The stored route that this truck drives; null where it has none yet. */
  routeId: z.int32().nullable(),
  route: z.string().nullable(),
  startAt: z.iso.datetime(),
  endAt: z.iso.datetime(),
  shiftStartAt: z.iso.datetime(),
  shiftEndAt: z.iso.datetime(),
  stops: z.int(),
  tips: z.int(),
  distanceM: z.number(),
  durationS: z.number(),
  costCents: z.number(),
  load: z.number(),
  lateStops: z.int(),
  overtimeS: z.number(),
  /** What it breaks, in sentences. */
  violations: z.array(z.string()),
  visits: z.array(PlanVisit),
});
export type PlanRoute = z.infer<typeof PlanRoute>;

/** A stop that no truck serves, with the reason. */
export const PlanUnserved = z.object({
  stopId: z.int32(),
  name: z.string(),
  stream: z.string(),
  lng: z.number(),
  lat: z.number(),
  reason: z.string(),
});
export type PlanUnserved = z.infer<typeof PlanUnserved>;

/** Routes of a day beside each other, and what is left. */
export const PlanDay = z.object({
  loadUnit: LoadUnit,
  totals: PlanTotals,
  routes: z.array(PlanRoute),
  unserved: z.array(PlanUnserved),
});
export type PlanDay = z.infer<typeof PlanDay>;

/** A point of the progress curve: the best plan so far. */
export const PlanProgress = z.object({
  elapsedMs: z.number(),
  costCents: z.number(),
  /** Share of the cost above the lower estimate: no plan can be cheaper than (1 - gap) times the cost. */
  gap: z.number(),
  unserved: z.int(),
  iterations: z.int(),
});
export type PlanProgress = z.infer<typeof PlanProgress>;

/** A plan as the list shows it. */
export const PlanSummary = z.object({
  id: z.int32(),
  kind: PlanKind,
  status: PlanStatus,
  serviceDay: CalendarDay,
  depotIds: z.array(z.int32()),
  whatIf: WhatIf.nullable(),
  /** The options of one rescue carry the same group. */
  group: z.string().nullable(),
  option: RescueOption.nullable(),
  /** The truck that broke down. */
  vehicleId: z.int32().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  budgetS: z.number(),
  current: PlanTotals.nullable(),
  proposal: PlanTotals.nullable(),
  /** Why it ended without a proposal, in a sentence. */
  fault: z.string().nullable(),
  /** The change in the record whose undo takes the acceptance back. */
  auditId: z.int32().nullable(),
  /** Trucks whose routes were accepted; null where all were, or none yet. */
  acceptedVehicleIds: z.array(z.int32()).nullable(),
});
export type PlanSummary = z.infer<typeof PlanSummary>;

/** A plan with the day as it stood beside the proposal. */
export const PlanDetail = PlanSummary.extend({
  /** Null where nothing is wished beside the price. */
  wishes: PlanWishes.nullable(),
  currentDay: PlanDay.nullable(),
  proposalDay: PlanDay.nullable(),
  progress: z.array(PlanProgress),
});
export type PlanDetail = z.infer<typeof PlanDetail>;

/** All of a proposal, or the routes of the named trucks. */
export const PlanAcceptance = z.object({
  id: z.int32(),
  vehicleIds: z.array(z.int32()).min(1).optional(),
});
export type PlanAcceptance = z.infer<typeof PlanAcceptance>;

/** What changed in the day. */
export const DayChanged = z.object({
  /** What `accounts.audit.undo` takes. */
  auditId: z.int32(),
  routes: z.int(),
  stopsMoved: z.int(),
  /** Stops in the tray after it that were on a route before. */
  unassigned: z.int(),
});
export type DayChanged = z.infer<typeof DayChanged>;

/** Another truck that could serve a stop, and what that costs more than the place it has. */
export const Alternative = z.object({
  vehicleId: z.int32(),
  vehicle: z.string(),
  /** Stops before it on that truck's day. */
  position: z.int(),
  extraCostCents: z.number(),
  extraDistanceM: z.number(),
  extraSeconds: z.number(),
  moreThanPresentCents: z.number(),
  /** How far the stop is from the middle of the truck's usual territory, where that is weighed. */
  awayM: z.number().optional(),
  /** Seconds by which the day's work would be less even, where that is weighed. */
  unevenS: z.number().optional(),
});
export type Alternative = z.infer<typeof Alternative>;

/** Why a stop is on its truck: what it costs there and the cheapest alternatives; `present` is null where none serves it. */
export const PlanWhy = z.object({
  stopId: z.int32(),
  present: Alternative.nullable(),
  alternatives: z.array(Alternative),
  /** Why no truck serves it; null where one does. */
  reason: z.string().nullable(),
});
export type PlanWhy = z.infer<typeof PlanWhy>;

/** The way of a truck along streets. */
export const PlanLine = z.object({
  vehicleId: z.int32(),
  /** [lng, lat] in order. */
  line: z.array(z.tuple([z.number(), z.number()])),
});
export type PlanLine = z.infer<typeof PlanLine>;

/** Two plans beside each other. */
export const PlanComparison = z.object({
  left: PlanSummary,
  right: PlanSummary,
  routes: z.array(
    z.object({
      vehicleId: z.int32(),
      vehicle: z.string(),
      left: PlanRoute.omit({ visits: true }).nullable(),
      right: PlanRoute.omit({ visits: true }).nullable(),
    }),
  ),
  /** Stops that another truck serves, or none. */
  moved: z.array(
    z.object({
      stopId: z.int32(),
      name: z.string(),
      leftVehicleId: z.int32().nullable(),
      rightVehicleId: z.int32().nullable(),
    }),
  ),
});
export type PlanComparison = z.infer<typeof PlanComparison>;

/** A stop in the tray of the board. */
export const TrayStop = z.object({
  stopId: z.int32(),
  name: z.string(),
  stream: z.string(),
  lng: z.number(),
  lat: z.number(),
  load: z.number(),
  windowStartAt: z.iso.datetime(),
  windowEndAt: z.iso.datetime(),
  /** The truck that still has it and cannot go on; null where none has it. */
  leftBy: z.string().nullable(),
});
export type TrayStop = z.infer<typeof TrayStop>;

/** A service day as the board shows it: a line per truck, also those that stand still, and the tray. */
export const BoardDay = z.object({
  serviceDay: CalendarDay,
  loadUnit: LoadUnit,
  totals: PlanTotals,
  routes: z.array(PlanRoute),
  tray: z.array(TrayStop),
});
export type BoardDay = z.infer<typeof BoardDay>;

/** A stop put elsewhere: on a truck behind so many of its stops, or into the tray. */
export const StopMove = z.object({
  serviceDay: CalendarDay,
  stopId: z.int32(),
  to: z.object({ vehicleId: z.int32(), position: z.int().min(0) }).nullable(),
});
export type StopMove = z.infer<typeof StopMove>;

/** A collection beyond the day's own: a stop at a site that has none of its stream on that day. */
export const ExtraStop = z.object({
  serviceDay: CalendarDay,
  siteId: z.int32(),
  stream: z.string().max(40),
});
export type ExtraStop = z.infer<typeof ExtraStop>;

/** By what the best places for a stop are told: what they cost the day, or how much longer the truck is out. */
export const PlaceOrder = z.enum(["cost", "time"]);
export type PlaceOrder = z.infer<typeof PlaceOrder>;

/** An extra stop put on a truck behind so many of its stops, or into the tray. */
export const ExtraInsert = ExtraStop.extend({ to: StopMove.shape.to });
export type ExtraInsert = z.infer<typeof ExtraInsert>;

/** What a move would change; positive is more than now. */
export const MovePrice = z.object({
  stopId: z.int32(),
  distanceM: z.number(),
  durationS: z.number(),
  costCents: z.number(),
  lateStops: z.int(),
  /** What the touched routes would break that they do not break now, in sentences. */
  violations: z.array(z.string()),
});
export type MovePrice = z.infer<typeof MovePrice>;

/** A place for a stop that is not of the day yet, with all that it would change there. */
export const PricedPlace = Alternative.extend({ price: MovePrice });
export type PricedPlace = z.infer<typeof PricedPlace>;

/** The cheapest places for an extra stop, and why there is none where there is none. */
export const ExtraPlaces = z.object({ places: z.array(PricedPlace), reason: z.string().nullable() });
export type ExtraPlaces = z.infer<typeof ExtraPlaces>;

/** A stop that goes to another truck, just as it is shown and written: behind so many of that truck's stops. */
export const HandOverMove = z.object({
  stopId: z.int32(),
  fromVehicleId: z.int32().nullable(),
  vehicleId: z.int32(),
  vehicle: z.string(),
  position: z.int().min(0),
  /** There, before the truck that gives it away saves its own. */
  extraCostCents: z.number(),
  extraSeconds: z.number(),
});
export type HandOverMove = z.infer<typeof HandOverMove>;

/** Stops handed over to other trucks, one after the other, and those that nobody takes with why. */
export const HandOver = z.object({
  serviceDay: z.iso.date(),
  moves: z.array(HandOverMove).max(200),
  left: z.array(z.object({ stopId: z.int32(), reason: z.string() })).max(200),
  /** What the day costs more, all of it together. */
  costCents: z.number(),
});
export type HandOver = z.infer<typeof HandOver>;

/** What a move changed. */
export const Moved = DayChanged.extend({ price: MovePrice });
export type Moved = z.infer<typeof Moved>;
