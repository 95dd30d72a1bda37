import { seeded } from "#server/lib/random.ts";

/** A place, degrees. */
type Place = { lng: number; lat: number };

/** What somebody in the product needs of GraphHopper. */
export type Need =
  | { kind: "leg"; key: string; from: Place; to: Place }
  | { kind: "route"; key: string; places: Place[] }
  | { kind: "matrix"; key: string; places: Place[] }
  | { kind: "isochrone"; key: string; place: Place; limitS: number };

/** Needs that come at one moment: the legs of a truck to its next stops come together. */
export type Event = { atMs: number; needs: Need[] };

/** What a trace is made from. */
export type TraceSpec = {
  seed: string;
  /** Share of the events that ask for what nobody asked for before. */
  unique: number;
  minutes: number;
  /** Credits a minute that one request per need would ask for. */
  creditsPerMinute: number;
};

const MINUTE_MS = 60_000;
/** How long ago what is asked again was asked first or again, on average. */
const AGAIN_AFTER_MS = 10 * MINUTE_MS;

/** Credits of a need where each is a request of its own, by the published table. */
const creditsAlone = (need: Need): number => {
  if (need.kind === "matrix") return Math.max(1, need.places.length ** 2 / 2);
  if (need.kind === "isochrone") return Math.max(10, (2 * need.limitS) / 60);
  return 1;
};

/** Makes a trace: the same one for the same spec. */
export const makeTrace = ({ seed, unique, minutes, creditsPerMinute }: TraceSpec): Event[] => {
  const random = seeded(seed);
  const place = (): Place => ({ lng: random.between(6.0, 6.4), lat: random.between(49.5, 49.8) });
  let made = 0;
  const fresh = (): Need[] => {
    const draw = random.float();
    made++;
    if (draw < 0.5) {
      const from = place();
      return Array.from({ length: 1 + random.int(8) }, (_, i) => ({
        ...{ kind: "leg" as const, key: `leg ${made}.${i}`, from, to: place() },
      }));
    }
    if (draw < 0.8) {
      const places = Array.from({ length: 2 + random.int(8) }, place);
      return [{ kind: "route", key: `route ${made}`, places }];
    }
    if (draw < 0.95) {
      const places = Array.from({ length: 4 + random.int(5) }, place);
      return [{ kind: "matrix", key: `matrix ${made}`, places }];
    }
    return [
      { kind: "isochrone", key: `isochrone ${made}`, place: place(), limitS: 60 * (3 + random.int(8)) },
    ];
  };
  // The mean credits of an event, so that the load is what the spec says.
  const sample = seeded(`${seed} mean`);
  const meanCredits = 0.5 * 4.5 + 0.3 + 0.15 * ((16 + 25 + 36 + 49 + 64) / 5 / 2) + 0.05 * 13.25;
  const gapMs = (MINUTE_MS * meanCredits) / creditsPerMinute;
  const events: Event[] = [];
  const wanted = creditsPerMinute * minutes;
  let [atMs, credits] = [0, 0];
  while (credits < wanted) {
    atMs += -Math.log(1 - sample.float()) * gapMs;
    const isFresh = events.length < 4 || random.chance(unique);
    // What is asked again is mostly what was asked lately.
    const backMs = -Math.log(1 - random.float()) * AGAIN_AFTER_MS;
    const earlier = events[Math.max(0, Math.floor(events.length * (1 - backMs / atMs)))];
    const needs = isFresh || earlier === undefined ? fresh() : earlier.needs;
    events.push({ atMs, needs });
    credits += needs.reduce((sum, need) => sum + creditsAlone(need), 0);
  }
  // What came up weighs more or less than the mean: time is stretched until the load is the one that was asked for.
  const stretch = (minutes * MINUTE_MS) / atMs;
  return events.map((event) => ({ ...event, atMs: event.atMs * stretch }));
};
