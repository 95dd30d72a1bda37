import type { Random } from "#server/lib/random.ts";
import { type DayCharacter, seasonOf } from "./calendar.ts";
import type { Driver, Facility, Vehicle } from "./fleet.ts";
import { drawAtStop, drawIncident, type Incident } from "./incidents.ts";
import type { Service } from "./rounds.ts";
import type { RouteScript } from "./script.ts";
import { MISS_REASONS, REORDER_REASONS } from "./texts/exceptions.ts";
import { BREAK_S, type Tour } from "./tours.ts";

export type StopOutcome = {
  service: Service;
  sequence: number;
  doneSequence: number | null;
  status: "pending" | "done" | "missed" | "skipped";
  plannedAt: number;
  windowStartAt: number;
  windowEndAt: number;
  arrivedAt: number | null;
  doneAt: number | null;
  lifts: number;
  weightKg: number;
  reason: string | null;
  incidents: Incident[];
};
export type TipOutcome = { facility: Facility; arrivedAt: number; leftAt: number; netKg: number };
/** A stretch of a truck's day: driving from place to place, or standing at one. */
export type Stretch = {
  kind: "yard" | "moving" | "serving" | "tipping" | "break" | "stopped" | "breakdown";
  from: number;
  to: number;
  a: { lng: number; lat: number };
  b: { lng: number; lat: number };
};
export type RouteOutcome = {
  tour: Tour;
  vehicle: Vehicle;
  driver: Driver;
  status: "planned" | "active" | "done";
  plannedStartAt: number;
  plannedEndAt: number;
  shiftEndAt: number;
  clockedInAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
  breakStartAt: number | null;
  breakEndAt: number | null;
  stops: StopOutcome[];
  tips: TipOutcome[];
  /** Incidents of the truck, not of a stop. */
  incidents: Incident[];
  distanceM: number;
  transitS: number;
  serviceS: number;
  disposalS: number;
  breakS: number;
  idleS: number;
  delayS: number;
  loadKg: number;
  stretches: Stretch[];
};

const floor5 = (second: number): number => Math.floor(second / 300) * 300;

/**
 * Drives a planned round on a day: maps the plan and the day's character to what happened until `until`
 * (epoch seconds; the end of all time for a finished day). The same random stream gives the same day.
 */
export const walkRoute = (input: {
  tour: Tour;
  vehicle: Vehicle;
  driver: Driver;
  midnight: number;
  day: number;
  yearsBefore: number;
  character: DayCharacter;
  until: number;
  now: number;
  random: Random;
  script?: RouteScript;
  isTraced?: boolean;
}): RouteOutcome => {
  const { tour, vehicle, driver, character, until, now, random, script = {} } = input;
  const plannedStartAt = input.midnight + tour.startMin * 60;
  const season = seasonOf(input.day, tour.services[0]?.stream ?? "refuse");
  const isContractor = vehicle.contractor !== null;
  const out: RouteOutcome = {
    tour,
    vehicle,
    driver,
    status: "planned",
    plannedStartAt,
    plannedEndAt: plannedStartAt + tour.durationS,
    shiftEndAt: plannedStartAt + Math.max(6 * 3_600, Math.ceil((tour.durationS + 2_100) / 1_800) * 1_800),
    clockedInAt: null,
    startedAt: null,
    endedAt: null,
    breakStartAt: null,
    breakEndAt: null,
    stops: tour.services.map((service, i) => {
      const plannedAt = plannedStartAt + tour.arriveS[i]!;
      const opens = input.midnight + service.site.windowStartMin * 60;
      const closes = input.midnight + service.site.windowEndMin * 60;
      return {
        service,
        sequence: i + 1,
        doneSequence: null,
        status: "pending",
        plannedAt,
        windowStartAt: Math.min(Math.max(floor5(plannedAt - 4_500), opens), floor5(plannedAt)),
        windowEndAt: Math.max(Math.min(floor5(plannedAt + 3_000), closes), floor5(plannedAt + 900)),
        arrivedAt: null,
        doneAt: null,
        lifts: 0,
        weightKg: 0,
        reason: null,
        incidents: [],
      };
    }),
    tips: [],
    incidents: [],
    distanceM: 0,
    transitS: 0,
    serviceS: 0,
    disposalS: 0,
    breakS: 0,
    idleS: 0,
    delayS: 0,
    loadKg: 0,
    stretches: [],
  };
  // Delay of the road today and at the stops; the truck's own chance of breaking down.
  const travel = character.travel * driver.pace * Math.max(0.9, random.normal(1, 0.03)) * (script.slow ?? 1);
  const service =
    character.service * driver.pace * Math.max(0.9, random.normal(1, 0.035)) * (script.slow ?? 1);
  const breaksDown =
    random.chance(0.008 * character.breakdown * (isContractor ? 1.5 : 1)) && !script.breakdownAt;
  const breakdownAt = random.int(Math.max(1, tour.services.length));
  const breakdownS = Math.round(random.between(2_100, 8_400));
  const lateS =
    Math.max(0, Math.round(random.normal(150, 240))) + (random.chance(0.03) ? random.int(2_400) : 0);
  const missChance = 0.0042 * character.missed * (isContractor ? 2.3 : 1);

  const clockedInAt = plannedStartAt - 600 - random.int(480);
  if (clockedInAt <= until) out.clockedInAt = clockedInAt;
  let clock = plannedStartAt + lateS + (script.lateStartS ?? 0);
  if (clock > until) return out;
  out.startedAt = clock;
  out.status = "active";
  out.delayS = clock - plannedStartAt;

  let here: { lng: number; lat: number } = tour.depot;
  /** Passes time; time after `until` has not come yet, and counts nowhere. */
  const pass = (kind: Stretch["kind"], seconds: number, b = here): number => {
    const from = clock;
    clock += seconds;
    if (input.isTraced && from <= until) out.stretches.push({ kind, from, to: clock, a: here, b });
    here = b;
    return Math.max(0, Math.min(clock, until) - from);
  };
  const drive = (metres: number, seconds: number, b: { lng: number; lat: number }): void => {
    const from = clock;
    const real = Math.max(8, Math.round(seconds * travel * random.between(0.85, 1.15)));
    const driven = pass("moving", real, b);
    out.transitS += driven;
    out.distanceM += Math.round(
      metres * (0.97 + 0.1 * random.float()) * Math.max(0, Math.min(1, (until - from) / real)) || 0,
    );
  };
  const tip = (legM: number, legS: number, queueS: number | null): void => {
    const { facility } = tour;
    drive(legM, legS, facility);
    if (clock > until) return;
    const arrivedAt = clock;
    const hour = (clock - input.midnight) / 3_600;
    const busy = 200 + 520 * Math.exp(-((hour - 10.5) ** 2) / 2.4) + 380 * Math.exp(-((hour - 14) ** 2) / 3);
    const queue =
      queueS ??
      busy * random.between(0.5, 1.5) +
        (facility.kind === "landfill" ? character.landfillQueueS * random.between(0.8, 1.2) : 0);
    out.disposalS += pass("tipping", Math.round(queue + facility.unloadS * random.between(0.85, 1.2)));
    if (clock > until) return;
    if (out.loadKg > 0) out.tips.push({ facility, arrivedAt, leftAt: clock, netKg: out.loadKg });
    out.loadKg = 0;
  };
  const pause = (): void => {
    if (script.hasNoBreak || clock > until) return;
    out.breakStartAt = clock;
    out.breakS += pass("break", Math.round(BREAK_S * random.between(0.9, 1.25)));
    if (clock <= until) out.breakEndAt = clock;
  };

  const order = tour.services.map((_, i) => i);
  const reorders = script.reorders ?? drawReorders(order.length, random);
  for (const { sequence, after, reason } of reorders) {
    if (sequence >= after || after > order.length) continue;
    order.splice(order.indexOf(sequence - 1), 1);
    order.splice(order.indexOf(after - 1) + 1, 0, sequence - 1);
    const stop = out.stops[sequence - 1]!;
    stop.doneSequence = after;
    stop.reason = reason;
  }
  let hasStood = false;
  let isTimeUp = false;
  let done = 0;
  for (const i of order) {
    const stop = out.stops[i]!;
    const place = stop.service.site;
    if (isTimeUp) {
      if (clock <= until) giveUp(stop, clock, now, "crew out of hours", random);
      continue;
    }
    const idleS = Math.round(-13 * vehicle.idleFactor * Math.log(1 - random.float() * 0.98));
    out.idleS += pass("stopped", idleS);
    if (script.stand && clock >= now - script.stand.beforeNowS && !hasStood) {
      hasStood = true;
      out.idleS += pass("stopped", script.stand.forS);
    }
    drive(tour.legM[i]!, tour.legS[i]!, place);
    if (clock > until) break;
    const isStuck = script.breakdownAt?.sequence === stop.sequence;
    if (isStuck || (breaksDown && done === breakdownAt)) {
      out.incidents.push(
        drawIncident("vehicle-breakdown", clock + 40, now, random, script.breakdownAt?.note),
      );
      pass("breakdown", isStuck ? 400_000 : breakdownS);
      if (clock > until) break;
    }
    stop.arrivedAt = clock;
    if (clock <= stop.plannedAt + 7 * 3_600) out.delayS = clock - stop.plannedAt;
    const skips =
      script.skips && stop.sequence >= script.skips.from && stop.sequence <= script.skips.to
        ? script.skips
        : null;
    if (script.misses?.includes(stop.sequence) || random.chance(missChance * stop.service.trouble)) {
      const isStaged = script.misses?.includes(stop.sequence) ?? false;
      giveUp(stop, clock, now, random.pick(MISS_REASONS), random, isStaged);
      stop.arrivedAt = null;
      out.serviceS += pass("serving", 5);
    } else if (skips) {
      stop.status = "skipped";
      stop.reason = skips.reason;
      stop.incidents.push(drawIncident(skips.kind, clock + 30, now, random, skips.reason));
      out.serviceS += pass("serving", 60);
    } else serve(stop, i);
    done++;
    if (clock > until) break;
    if (i === tour.breakAfter) pause();
    const t = tour.tipAfter.indexOf(i);
    if (t >= 0 && t < tour.tipAfter.length - 1) tip(tour.tipLegM[t]!, tour.tipLegS[t]!, null);
    if (script.extraTip?.afterStops === stop.sequence) tip(9_000, 1_100, script.extraTip.queueS);
    if (clock > out.shiftEndAt + 5_400) isTimeUp = true;
  }
  if (clock <= until) {
    const last = tour.tipAfter.length - 1;
    tip(tour.tipLegM[last] ?? 0, tour.tipLegS[last] ?? 0, null);
    if (clock <= until) drive(tour.homeM, tour.homeS, tour.depot);
    if (clock <= until) {
      out.endedAt = clock;
      out.status = "done";
      out.delayS = clock - out.plannedEndAt;
    }
  }
  // A stop that was not reached yet keeps no trace of what was to come.
  for (const stop of out.stops)
    if (stop.status === "pending") [stop.doneSequence, stop.reason] = [null, null];
  return out;

  function serve(stop: StopOutcome, i: number): void {
    const started = clock;
    const found = drawAtStop(stop.service, character, season, input.yearsBefore, random);
    const staged = script.incidents?.find((each) => each.sequence === stop.sequence);
    const kind = staged?.kind ?? found;
    const seconds = Math.round(stop.service.serviceS * service * random.between(0.78, 1.24));
    const isRefused = (kind === "no-access" || kind === "blocked") && random.chance(0.75);
    const isEmpty = kind === "not-out";
    out.serviceS += pass("serving", isRefused || isEmpty ? 45 : seconds);
    if (kind && started + 30 <= until)
      stop.incidents.push(drawIncident(kind, started + 30, now, random, staged?.note));
    if (clock > until) return;
    if (isRefused) {
      stop.status = "skipped";
      stop.reason = kind === "blocked" ? "access blocked" : "no access";
      return;
    }
    stop.status = "done";
    stop.doneAt = clock;
    stop.doneSequence ??= i + 1;
    if (isEmpty) {
      stop.reason = "not out";
      return;
    }
    stop.lifts = stop.service.containers.length;
    stop.weightKg = Math.max(
      1,
      Math.round(
        stop.service.weightKg *
          season *
          (kind === "overfull" ? 1.35 : 1) *
          Math.max(0.4, random.normal(1, 0.17)),
      ),
    );
    out.loadKg += stop.weightKg;
  }
};

/** Marks a stop as missed and opens the missed pickup, as the resident or the system noticed it. */
const giveUp = (
  stop: StopOutcome,
  at: number,
  now: number,
  reason: string,
  random: Random,
  isFresh = false,
): void => {
  stop.status = "missed";
  stop.reason = reason;
  stop.doneSequence = null;
  const noticedAt = at + Math.round(isFresh ? random.between(1_500, 4_000) : random.between(1_500, 9_000));
  // Staged misses are new: half of them nobody has taken yet.
  const seenUntil = isFresh && random.chance(0.6) ? noticedAt : now;
  if (noticedAt <= now) stop.incidents.push(drawIncident("missed-pickup", noticedAt, seenUntil, random));
};

/** Draws the stops that a crew does out of turn on a usual day. */
const drawReorders = (
  stops: number,
  random: Random,
): { sequence: number; after: number; reason: string }[] => {
  if (!random.chance(0.4) || stops < 16) return [];
  const sequence = 2 + random.int(stops - 14);
  return [{ sequence, after: sequence + 3 + random.int(8), reason: random.pick(REORDER_REASONS) }];
};
