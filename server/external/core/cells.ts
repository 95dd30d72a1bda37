/** A place, degrees. */
export type LngLat = { lng: number; lat: number };

/** Cells to a degree: one is 11 m high. */
const PER_DEGREE = 10_000;
const COLUMNS = 360 * PER_DEGREE + 1;

/** The cell that a place lies in, as one whole number. */
export const cellOf = ({ lng, lat }: LngLat): number =>
  Math.floor((lat + 90) * PER_DEGREE) * COLUMNS + Math.floor((lng + 180) * PER_DEGREE);

/** Rows and columns that are asked for together. */
export type Block = { from: number[]; to: number[] };

/**
 * Covers what is missing of a table by whole blocks: rows that lack the same columns are asked for together. One new
 * stop among known ones is a row and a column; a new table is one block.
 */
export const missingBlocks = (
  from: readonly number[],
  to: readonly number[],
  isKnown: (from: number, to: number) => boolean,
): Block[] => {
  const blocks = new Map<string, Block>();
  for (const row of from) {
    const lacking = to.filter((column) => column !== row && !isKnown(row, column));
    if (lacking.length === 0) continue;
    const key = lacking.join();
    const block = blocks.get(key);
    if (block === undefined) blocks.set(key, { from: [row], to: lacking });
    else block.from.push(row);
  }
  return merged([...blocks.values()]);
};

// A square that lacks all but its diagonal differs by a column from row to row: it is one block all the same.
const merged = (blocks: readonly Block[]): Block[] => {
  const kept: Block[] = [];
  for (const block of [...blocks].sort((a, b) => b.to.length - a.to.length)) {
    const like = kept.find(({ from, to }) => {
      const own = new Set([...to, ...from]);
      return (
        block.to.length >= 0.5 * to.length && [...block.to, ...block.from].every((cell) => own.has(cell))
      );
    });
    if (like === undefined) {
      kept.push({ from: [...block.from], to: [...block.to] });
      continue;
    }
    like.to = [...new Set([...like.to, ...block.to])];
    like.from.push(...block.from);
  }
  return kept;
};

/** Cuts a block along its longer side until each part is small enough by `fits`. */
export const cut = (block: Block, fits: (rows: number, columns: number) => boolean): Block[] => {
  const { from, to } = block;
  if (fits(from.length, to.length) || (from.length === 1 && to.length === 1)) return [block];
  const isTall = from.length >= to.length;
  const side = isTall ? from : to;
  const half = Math.ceil(side.length / 2);
  return [side.slice(0, half), side.slice(half)].flatMap((part) =>
    cut(isTall ? { from: part, to } : { from, to: part }, fits),
  );
};
