import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { parse } from "csv-parse/sync";
import { AppError } from "#server/lib/errors.ts";
import { type Instance, plainProblem } from "./instance.ts";

// Without streets: roads are longer than the great circle, and a truck in town drives this fast.
const DETOUR = 1.3;
const METRES_PER_SECOND = 30 / 3.6;
const METRES_PER_KM = 1000;

type Row = {
  text(column: string): string;
  number(column: string, least?: number): number;
  time(column: string): number;
  fail(column: string, expected: string): never;
};

const rowsOf = async (folder: string, file: string): Promise<Row[]> => {
  const text = await readFile(join(folder, file), "utf8").catch((cause: unknown) => {
    throw new AppError("BAD_REQUEST", `${basename(folder)}: found no ${file}, expected one`, { cause });
  });
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(text, { columns: true, bom: true, info: true, skip_empty_lines: true, trim: true });
  } catch (cause) {
    throw new AppError("BAD_REQUEST", `${file}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
  return records.map(({ record, info: { lines } }) => {
    const fail = (column: string, expected: string): never => {
      throw new AppError(
        "BAD_REQUEST",
        `${file}, line ${lines}, column ${column}: found "${record[column] ?? ""}", expected ${expected}`,
      );
    };
    const textOf = (column: string): string => record[column] || fail(column, "a value");
    return {
      fail,
      text: textOf,
      number(column, least = Number.NEGATIVE_INFINITY) {
        const value = Number(textOf(column));
        return value >= least ? value : fail(column, `a number of ${least} or more`);
      },
      time(column) {
        const [, hours, minutes] = /^(\d\d):([0-5]\d)$/.exec(textOf(column)) ?? fail(column, "a time HH:MM");
        return Number(hours) * 3600 + Number(minutes) * 60;
      },
    };
  });
};

/**
 * Reads a folder of import CSVs as one day: great-circle ways in whole metres, 1.3 times as long by road, at 30 km/h.
 * Places are numbered from 1: depots, then facilities, then sites, in the order of their files.
 */
export const readFleetFolder = async (folder: string): Promise<Instance> => {
  const [depots, facilities, sites, vehicles] = await Promise.all(
    ["depots.csv", "facilities.csv", "sites.csv", "vehicles.csv"].map((file) => rowsOf(folder, file)),
  );
  if (!depots || !facilities || !sites || !vehicles) throw new Error("readFleetFolder: expected four files");
  const lat: number[] = [];
  const lng: number[] = [];
  const streams = new Map<string, number>();
  const bitsOf = (words: string): number =>
    words.split(";").reduce((bits, word) => {
      if (!streams.has(word)) streams.set(word, streams.size);
      return bits | (1 << (streams.get(word) ?? 0));
    }, 0);
  const placeOf = (row: Row): number => {
    const [north, east] = [row.number("lat", -90), row.number("lng", -180)];
    if (north > 90) row.fail("lat", "at most 90");
    if (east > 180) row.fail("lng", "at most 180");
    lng.push(east);
    return lat.push(north) - 1;
  };
  const window = (row: Row, from: string, to: string): [number, number] => {
    const [start, end] = [row.time(from), row.time(to)];
    return start <= end ? [start, end] : row.fail(to, "a time after the start");
  };
  const depotOf = new Map(
    depots.map((row) => {
      const [opens, closes] = window(row, "opens", "closes");
      return [row.text("id"), { place: placeOf(row), opens, closes }];
    }),
  );
  const disposal = facilities.map((row) => {
    const [opens, closes] = window(row, "opens", "closes");
    return {
      place: placeOf(row),
      opens,
      closes,
      unload: row.number("unload_s", 0),
      costPerLoad: 0,
      takes: -1,
    };
  });
  const stops = sites.map((row) => {
    const [early, late] = window(row, "window_start", "window_end");
    return {
      place: placeOf(row),
      amounts: [row.number("demand_l", 0)],
      early,
      late,
      service: row.number("service_s", 0),
      release: 0,
      needs: bitsOf(row.text("stream")),
      penalty: null,
      priority: 0,
    };
  });
  const trucks = vehicles.map((row) => {
    const depot = depotOf.get(row.text("depot_id")) ?? row.fail("depot_id", "the id of a depot");
    const [from, to] = window(row, "shift_start", "shift_end");
    const [earliest, latest] = window(row, "break_earliest", "break_latest");
    return {
      count: 1,
      start: depot.place,
      end: depot.place,
      shiftStart: Math.max(from, depot.opens),
      shiftEnd: Math.min(to, depot.closes),
      capacity: [row.number("capacity_l", 0)],
      dayCapacity: null,
      offers: bitsOf(row.text("streams")),
      costPerDistance: 1,
      costPerSecond: 0,
      costFixed: 0,
      normalEnd: Number.MAX_SAFE_INTEGER,
      costPerOvertime: 0,
      maxStops: Number.MAX_SAFE_INTEGER,
      pause: { seconds: row.number("break_s", 0), earliest, latest },
      home: null,
      pinned: [],
    };
  });
  return {
    name: basename(resolve(folder)),
    problem: {
      ...plainProblem,
      travel: {
        kind: "globe",
        lat: Float64Array.from(lat),
        lng: Float64Array.from(lng),
        detour: DETOUR,
        metresPerSecond: METRES_PER_SECOND,
      },
      stops,
      vehicles: trucks,
      facilities: disposal,
      isEmptyAtEnd: true,
    },
    numbers: lat.map((_, place) => place + 1),
    distanceScale: METRES_PER_KM,
    timeScale: 1,
  };
};
