/** Most bins that a column may have: with one more for what is missing their numbers fit a byte. */
const MOST_BINS = 255;

/** Columns of values as numbers of bins: the value of a row lies at or below the edge of its bin's number. */
export type Bins = {
  rows: number;
  /** Of each column the bin of each row. */
  codes: Uint8Array[];
  /** Of each column the upper ends of its bins but the last, ascending. */
  edges: Float64Array[];
};

const edgesOf = (values: Float64Array, bins: number): Float64Array => {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const cuts = cutsOf(known, bins);
  // What is missing has a bin of its own behind the largest, so that a split can part it from all the rest.
  return known.length === 0 || known.length === values.length
    ? cuts
    : Float64Array.of(...cuts, known[known.length - 1] as number);
};

const cutsOf = (sorted: Float64Array, bins: number): Float64Array => {
  const distinct = sorted.filter((value, i) => i === 0 || value !== sorted[i - 1]);
  // A cut lies half-way between two values that were seen, so that a value a little off falls where it belongs.
  const between = (i: number): number => {
    const [low, high] = [distinct[i] as number, distinct[i + 1] as number];
    const middle = low + (high - low) / 2;
    return middle < high ? middle : low;
  };
  if (distinct.length <= bins)
    return Float64Array.from({ length: Math.max(0, distinct.length - 1) }, (_, i) => between(i));
  const cuts: number[] = [];
  let at = 0;
  for (let k = 1; k < bins; k++) {
    const value = sorted[Math.floor((k * sorted.length) / bins)] as number;
    while (at < distinct.length - 1 && (distinct[at] as number) < value) at++;
    if (at === 0) continue;
    const cut = between(at - 1);
    if (cuts.length === 0 || cut > (cuts[cuts.length - 1] as number)) cuts.push(cut);
  }
  return Float64Array.from(cuts);
};

/** Maps a value to its bin: the number of edges below it; what is missing lies behind the largest. */
const codeOf = (edges: Float64Array, value: number): number => {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value <= (edges[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Maps columns of values to bins that hold about as many rows each, at most so many; every distinct value has its own where they are few. */
export const binColumns = (columns: readonly Float64Array[], bins: number): Bins => {
  if (!(bins >= 2 && bins <= MOST_BINS))
    throw new RangeError(`bins: found ${bins}, expected 2 to ${MOST_BINS}.`);
  const rows = columns[0]?.length ?? 0;
  const edges = columns.map((values) => edgesOf(values, bins));
  const codes = columns.map((values, column) => {
    if (values.length !== rows)
      throw new RangeError(`bins: column ${column} has ${values.length} rows, expected ${rows}.`);
    return Uint8Array.from(values, (value) => codeOf(edges[column] as Float64Array, value));
  });
  return { rows, codes, edges };
};
