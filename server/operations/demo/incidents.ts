import type { Random } from "#server/lib/random.ts";
import type { ExceptionKind } from "#server/operations/schema.ts";
import type { DayCharacter } from "./calendar.ts";
import type { Service } from "./rounds.ts";
import { NOTES_OF_KIND, RESOLUTIONS } from "./texts/exceptions.ts";
import { DISPATCHER_NAMES } from "./texts/names.ts";

/** Something that went wrong, with how the office dealt with it up to the seeded now. */
export type Incident = {
  kind: ExceptionKind;
  openedAt: number;
  respondBy: number;
  takenAt: number | null;
  owner: string | null;
  closedAt: number | null;
  resolution: string | null;
  note: string | null;
  hasPhoto: boolean;
  source: "driver" | "resident" | "system";
  /** When the resident called about it, if he did. */
  calledAt: number | null;
};

/** Chance per stop of each kind, before the factors of place, stream and day. */
const RATE: readonly (readonly [ExceptionKind, number])[] = [
  ["no-access", 0.006],
  ["blocked", 0.004],
  ["not-out", 0.024],
  ["contaminated", 0.021],
  ["overfull", 0.017],
  ["overweight", 0.001],
  ["damaged-container", 0.0022],
  ["missing-container", 0.0005],
  ["wrong-stream", 0.0015],
  ["unsafe", 0.0007],
  ["extra-waste", 0.006],
];

/** Chance of contamination by zone: some learn, one gets worse. */
const ZONE_CONTAMINATION: Record<number, readonly [level: number, changePerYear: number]> = {
  1: [1.5, -0.25],
  2: [1.25, -0.1],
  3: [0.7, -0.3],
  4: [1.1, -0.35],
  5: [1.45, 0.45],
  6: [0.95, 0.05],
  7: [0.8, -0.15],
  8: [0.55, -0.05],
  9: [1.2, 0.2],
  10: [0.75, -0.2],
};

/** Chance of contamination of a service on a day, `yearsBefore` the anchor. */
export const contaminationChance = (service: Service, yearsBefore: number): number => {
  if (service.stream === "glass") return 0.003;
  if (service.isContaminator) return 0.4;
  const [level, change] = ZONE_CONTAMINATION[service.site.zone] ?? [1, 0];
  const stream = service.stream === "recycling" ? 1.9 : service.stream === "organics" ? 1.2 : 0.08;
  return 0.021 * level * stream * Math.max(0.3, 1 - change * yearsBefore);
};

/** Draws what the driver finds at a stop; null where all is well. */
export const drawAtStop = (
  service: Service,
  day: DayCharacter,
  season: number,
  yearsBefore: number,
  random: Random,
): ExceptionKind | null => {
  let draw = random.float();
  for (const [kind, rate] of RATE) {
    let chance = rate * service.trouble;
    if (kind === "contaminated") chance = contaminationChance(service, yearsBefore);
    else if (kind === "overfull") {
      // Small front-load containers run over more often than big ones.
      const size = service.isFrontLoad ? 9_000 / (service.containers[0]?.volumeL ?? 4_590) : 1;
      chance *= size * season ** 3;
    } else if (kind === "damaged-container" && service.site.zone === 5) chance *= 5;
    else if (kind === "not-out" && service.site.kind !== "household") chance *= 0.25;
    else if (kind === "blocked" || kind === "no-access")
      chance *= day.event === "snow" ? 5 : day.event === "closed-street" && service.site.zone === 1 ? 4 : 1;
    if (draw < chance) return kind;
    draw -= chance;
  }
  return null;
};

const RESPOND_MIN: Record<ExceptionKind, number> = {
  "not-out": 480,
  "no-access": 240,
  blocked: 240,
  contaminated: 480,
  overfull: 240,
  overweight: 120,
  "damaged-container": 480,
  "missing-container": 480,
  "wrong-stream": 480,
  unsafe: 30,
  "extra-waste": 480,
  "vehicle-breakdown": 15,
  "missed-pickup": 120,
};
const CLOSE_H: Record<ExceptionKind, readonly [number, number]> = {
  "not-out": [0.2, 3],
  "no-access": [1, 26],
  blocked: [1, 20],
  contaminated: [0.5, 8],
  overfull: [1, 20],
  overweight: [1, 6],
  "damaged-container": [60, 300],
  "missing-container": [40, 200],
  "wrong-stream": [0.5, 8],
  unsafe: [1, 30],
  "extra-waste": [0.5, 10],
  "vehicle-breakdown": [0.7, 5],
  "missed-pickup": [2, 27],
};
const PHOTO: Record<ExceptionKind, number> = {
  "not-out": 0.45,
  "no-access": 0.75,
  blocked: 0.7,
  contaminated: 0.92,
  overfull: 0.85,
  overweight: 0.3,
  "damaged-container": 0.9,
  "missing-container": 0.4,
  "wrong-stream": 0.8,
  unsafe: 0.6,
  "extra-waste": 0.7,
  "vehicle-breakdown": 0.2,
  "missed-pickup": 0,
};

/** Draws an incident of a kind opened at a time, and what the office did about it until `now` (epoch seconds). */
export const drawIncident = (
  kind: ExceptionKind,
  openedAt: number,
  now: number,
  random: Random,
  note?: string,
): Incident => {
  const isSlow = random.chance(0.05);
  const takenAt =
    openedAt +
    Math.round(
      60 *
        (isSlow
          ? random.between(240, 1_900)
          : Math.min(RESPOND_MIN[kind] * 1.3, 4 + RESPOND_MIN[kind] * random.float() ** 2.2)),
    );
  const [low, high] = CLOSE_H[kind];
  const closedAt = takenAt + Math.round(3_600 * (low + (high - low) * random.float() ** 2));
  const owner = random.pick(DISPATCHER_NAMES);
  const resolution = random.pick(RESOLUTIONS[kind]);
  const text = note ?? (random.chance(0.7) ? random.pick(NOTES_OF_KIND[kind]) : null);
  const hasPhoto = random.chance(PHOTO[kind]);
  const isResident = kind === "missed-pickup" && random.chance(0.62);
  const callChance = kind === "not-out" ? 0.09 : kind === "no-access" ? 0.12 : 0.015;
  const calledAt = isResident
    ? openedAt
    : random.chance(callChance)
      ? openedAt + Math.round(random.between(1_200, 30_000))
      : null;
  return {
    kind,
    openedAt,
    respondBy: openedAt + RESPOND_MIN[kind] * 60,
    takenAt: takenAt <= now ? takenAt : null,
    owner: takenAt <= now ? owner : null,
    closedAt: closedAt <= now ? closedAt : null,
    resolution: closedAt <= now ? resolution : null,
    note: text,
    hasPhoto,
    source: kind === "missed-pickup" ? (isResident ? "resident" : "system") : "driver",
    calledAt: calledAt !== null && calledAt <= now ? calledAt : null,
  };
};
