import { type Instance, Lines, plainProblem, plainStop, plainVehicle } from "./instance.ts";

const FEET_PER_MILE = 5280;
// Lunch starts in this hour; the files say only how long it takes.
const LUNCH = { earliest: 11 * 3600, latest: 12 * 3600 };
// None of the published plans has half as many; each one more costs memory.
const MOST_VEHICLES = 60;

const HEAD = [
  "capacity of a vehicle",
  "load of a vehicle per day",
  "stops of a vehicle per day",
  "seconds of lunch",
  "miles per hour",
];

/**
 * Reads a waste-collection file of Kim, Kim and Sahoo: Manhattan distance in feet, reported in miles, driven at the
 * speed of the file; the fewest vehicles first; one lunch for each.
 */
export const readKim = (file: string, text: string): Instance => {
  const lines = new Lines(file, text);
  const [capacity = 0, dayCapacity = 0, maxStops = 0, lunch = 0, speed = 0] = HEAD.map((what) => {
    const [value = 0] = lines.numbers(lines.need(what), 1, what);
    return value > 0 ? value : lines.fail(String(value), `${what}, more than 0`);
  });
  const heading = lines.need("the heading Stop_ID");
  if (!heading.startsWith("Stop_ID")) lines.fail(`"${heading}"`, "the heading Stop_ID");
  // One published file holds 0875: minutes past 59 run on into the next hour.
  const seconds = (hhmm: number): number =>
    Number.isInteger(hhmm) && hhmm >= 0 && hhmm <= 2400
      ? Math.floor(hhmm / 100) * 3600 + (hhmm % 100) * 60
      : lines.fail(String(hhmm), "a time HHMM from 0000 to 2400");
  const ids: number[] = [];
  const x: number[] = [];
  const y: number[] = [];
  const stops = [];
  const facilities = [];
  let depot: { place: number; opens: number; closes: number } | null = null;
  const seen = new Set<number>();
  for (let line = lines.take(); line !== null; line = lines.take()) {
    const [id = 0, east = 0, north = 0, from = 0, to = 0, service = 0, load = 0, type = 0] = lines.numbers(
      line,
      8,
      "id, x, y, earliest, latest, service seconds, load and type of a stop",
    );
    if (seen.has(id)) lines.fail(`stop ${id} a second time`, "each id once");
    seen.add(id);
    const place = ids.length;
    ids.push(id);
    x.push(east);
    y.push(north);
    const opens = seconds(from);
    const closes = seconds(to);
    if (opens > closes) lines.fail(`a window from ${from} to ${to}`, "one that ends after it starts");
    if (service < 0) lines.fail(`service of ${service}`, "0 or more seconds");
    if (type === 0) {
      if (depot !== null) lines.fail("a second depot", "one");
      depot = { place, opens, closes };
    } else if (type === 1) {
      if (load < 0 || load > capacity) lines.fail(`a load of ${load}`, `0 to the capacity ${capacity}`);
      stops.push({ ...plainStop(place, load), early: opens, late: closes, service });
    } else if (type === 2)
      facilities.push({ place, opens, closes, unload: service, costPerLoad: 0, takes: -1 });
    else lines.fail(`type ${type}`, "0, 1 or 2");
  }
  if (depot === null) return lines.fail("no depot", "one stop of type 0");
  if (facilities.length === 0) lines.fail("no disposal site", "a stop of type 2");
  const feetPerSecond = (speed * FEET_PER_MILE) / 3600;
  return {
    name: file.replace(/\.txt$/i, ""),
    problem: {
      ...plainProblem,
      travel: {
        kind: "plane",
        metric: "manhattan",
        x: Float64Array.from(x),
        y: Float64Array.from(y),
        secondsPerUnit: 1 / feetPerSecond,
      },
      stops,
      vehicles: [
        {
          ...plainVehicle(depot.place, MOST_VEHICLES, capacity),
          shiftStart: depot.opens,
          shiftEnd: depot.closes,
          dayCapacity: [dayCapacity],
          maxStops,
          pause: { seconds: lunch, ...LUNCH },
        },
      ],
      facilities,
      isEmptyAtEnd: true,
      isFleetFirst: true,
    },
    numbers: ids,
    distanceScale: FEET_PER_MILE,
    timeScale: 1,
  };
};
