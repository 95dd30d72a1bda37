// Adjacent string removal (Christiaens and Vanden Berghe 2020; their names in brackets): strings of consecutive stops
// out of tours that lie next to each other.
import { float, int } from "./draw";
import { mostTours, near, nearWidth, setWhole, stops, whole } from "./tables";
import { absentCount, nextOf, prevOf, remove, retime, sizes, tourOf, used } from "./tours";

/** Stops on average (c), longest string (L max), share of split strings (alpha), chance that the kept middle grows (beta). */
let most: f64 = 10;
let longestString: f64 = 10;
let splits: f64 = 0.5;
let grows: f64 = 0.01;

let mark: usize = 0;
let stamp: i32 = 0;

/** Sets how much is torn out at a step. */
export function makeRuin(average: f64, longest: f64, split: f64, grow: f64): void {
  most = average;
  longestString = longest;
  splits = split;
  grows = grow;
  mark = heap.alloc(mostTours << 2);
  memory.fill(mark, 0, mostTours << 2);
}

/** Tears strings out around a stop. */
export function ruin<T>(seed: i32): void {
  stamp++;
  const served = stops - absentCount;
  const mean = <f64>served / <f64>max(1, used);
  const longest = min(mean, longestString);
  const mostStrings = (4 * most) / (1 + longest) - 1;
  let strings = <i32>Math.floor(float() * mostStrings + 1);
  const row = seed * nearWidth;
  for (let k = -1; k < nearWidth && strings > 0; k++) {
    const stop = k < 0 ? seed : whole(near, row + k);
    const t = tourOf(stop);
    if (t < 0 || whole(mark, t) === stamp) continue;
    setWhole(mark, t, stamp);
    strings--;
    const size = whole(sizes, t);
    const limit = min(<f64>size, longest);
    removeString<T>(stop, min(<i32>(float() * limit + 1), size));
    retime<T>(t);
  }
}

/** Takes `length` stops that include `stop` out of its tour; in a split string some in the middle stay. */
function removeString<T>(stop: i32, length: i32): void {
  const n = stops;
  const inTour = whole(sizes, tourOf(stop));
  let kept = 0;
  if (length > 1 && length < inTour && float() < splits) {
    kept = 1;
    while (length + kept < inTour && float() < grows) kept++;
  }
  const span = length + kept;
  // Of all strings of this span that hold the stop, one is drawn: it starts `back` stops before it.
  let before = 0;
  for (let at = prevOf(stop); at < n && before < span - 1; at = prevOf(at)) before++;
  let behind = 0;
  for (let at = nextOf(stop); at < n && behind < span - 1; at = nextOf(at)) behind++;
  const least = max(0, span - 1 - behind);
  const back = least + int(before - least + 1);
  let at = stop;
  for (let i = 0; i < back; i++) at = prevOf(at);
  const keptFrom = kept === 0 ? span : 1 + int(length - 1);
  for (let i = 0; i < span; i++) {
    const following = nextOf(at);
    if (i < keptFrom || i >= keptFrom + kept) remove<T>(at);
    at = following;
  }
}
