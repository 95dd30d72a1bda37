/**
 * Driving times and distances in rows by start: `[i * columns + j]` is from place i to place j. What no way leads
 * to is Infinity in both. `strays` are the places of the rows that no street is near to, which no way leads from.
 */
export type TravelMatrix = { durationS: Float32Array; distanceM: Float32Array; strays: Uint32Array };

/** One leg of a way: its line as longitude and latitude interleaved; without points, and Infinity, where none leads. */
export type TravelLeg = { line: Float64Array; distanceM: number; durationS: number };
