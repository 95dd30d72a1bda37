import { AppError } from "#server/lib/errors.ts";
import type { Problem } from "../core/problem.ts";

/** A problem read from files, with the numbers that its files give to places. */
export type Instance = {
  name: string;
  problem: Problem;
  /** The file's own number of each place. */
  numbers: readonly number[];
  /** Units of the problem's distance in one unit of the reported one. */
  distanceScale: number;
  /** The same for its seconds. */
  timeScale: number;
};

/** Lines of a file with their numbers, for faults that say where. */
export class Lines {
  readonly file: string;
  private readonly lines: readonly string[];
  /** The next line, from 0. */
  private at = 0;

  constructor(file: string, text: string) {
    this.file = file;
    this.lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  }

  /** The next line that is not empty, trimmed; null at the end. */
  take(): string | null {
    while (this.at < this.lines.length) {
      const line = this.lines[this.at++]?.trim() ?? "";
      if (line !== "") return line;
    }
    return null;
  }

  /** The next line or, at the end, a fault that says what was still expected. */
  need(expected: string): string {
    return this.take() ?? this.fail("the end of the file", expected);
  }

  /** Goes one line back. */
  back(): void {
    this.at--;
  }

  /** The number of the line taken last, from 1. */
  get line(): number {
    return this.at;
  }

  fail(found: string, expected: string, line = this.line): never {
    throw new AppError("BAD_REQUEST", `${this.file}, line ${line}: found ${found}, expected ${expected}`);
  }

  /** The first `count` words of the line as numbers. */
  numbers(line: string, count: number, expected: string): number[] {
    const words = line.split(/\s+/);
    if (words.length < count) this.fail(`"${line}"`, expected);
    return words.slice(0, count).map((word) => this.number(word, expected));
  }

  number(word: string, expected: string): number {
    const value = word.trim() === "" ? Number.NaN : Number(word);
    return Number.isFinite(value) ? value : this.fail(`"${word}"`, expected);
  }
}

/** A stop that must be served, without windows, skills and release, for the formats to build on. */
export const plainStop = (place: number, amount: number) => ({
  place,
  amounts: [amount],
  early: 0,
  late: Number.MAX_SAFE_INTEGER,
  service: 0,
  release: 0,
  needs: 0,
  penalty: null,
  priority: 0,
});

/** Identical vehicles of one depot that cost their distance, for the formats to build on. */
export const plainVehicle = (depot: number, count: number, capacity: number) => ({
  count,
  start: depot,
  end: depot,
  shiftStart: 0,
  shiftEnd: Number.MAX_SAFE_INTEGER,
  capacity: [capacity],
  dayCapacity: null,
  offers: -1,
  costPerDistance: 1,
  costPerSecond: 0,
  costFixed: 0,
  normalEnd: Number.MAX_SAFE_INTEGER,
  costPerOvertime: 0,
  maxStops: Number.MAX_SAFE_INTEGER,
  pause: null,
  home: null,
  pinned: [],
});

/** A problem without facilities and soft terms, for the formats to build on. */
export const plainProblem = {
  facilities: [],
  isEmptyAtEnd: false,
  isFleetFirst: false,
  speedByHour: null,
  balanceWeight: 0,
  territoryWeight: 0,
};

/** A table of the distances between points under a rounding. */
export const planeTable = <T extends Int32Array | Float64Array>(
  x: readonly number[],
  y: readonly number[],
  table: T,
  rounded: (distance: number) => number,
): T => {
  const size = x.length;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      table[i * size + j] = rounded(
        Math.sqrt(((x[i] ?? 0) - (x[j] ?? 0)) ** 2 + ((y[i] ?? 0) - (y[j] ?? 0)) ** 2),
      );
  return table;
};
