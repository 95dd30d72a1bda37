import { type Candidate, candidateText, type Tables } from "#server/tuning/core/index-candidate.ts";
import { tableText } from "#server/tuning/core/plan.ts";

/** A statement of the traffic with the indexes that could help it, and what it costs as things are. */
export type Weighed = {
  id: string;
  calls: number;
  /** Time it took in all, milliseconds. */
  totalMs: number;
  cost: number;
  /** Tables it reads. */
  tables: ReadonlySet<string>;
  /** The table whose rows it makes or changes, and how many in all; null where it only reads. */
  writes: { table: string; rows: number } | null;
  candidates: readonly Candidate[];
};

/** What an index would give one statement: the share of its cost that goes, and the time that is of its whole. */
export type StatementGain = { id: string; share: number; ms: number };

/** An index that is worth having, with what it would give. */
export type IndexAdvice = { index: Candidate; gains: StatementGain[]; savedMs: number; shareOfAll: number };

/** What a plan of a statement would cost with more indexes; the same place for every statement asked. */
export type CostsWith = (
  indexes: readonly Candidate[],
  ids: readonly string[],
) => Promise<Map<string, number>>;

/** An index that takes less off every statement is not worth its place. */
const LEAST_SHARE = 0.3;
/** Nor is one that holds what an index there is begins with, and so finds by already, unless it halves a statement. */
const LEAST_BESIDE = 0.5;
/** Nor is one that saves less of all the time that statements take. */
const LEAST_OF_ALL = 0.002;
/** Or of a table that is read whole in no time. */
const LEAST_PAGES = 8;
/** What was asked less often is work of the night, not traffic. */
const LEAST_CALLS = 3;
/** Keeping an index up costs about so much for each row written. */
const WRITE_MS = 0.02;
/** Of indexes that save nearly the same the shorter one is taken, unless what it leaves is so much more. */
const NEARLY = 0.95;
const LEAVES_MORE = 1.25;
/** A write of so many rows is a load, which comes once: it is no traffic. */
const LOAD_ROWS = 1_000;
/** No more at once: each is a table read and a place on disk. */
const MOST = 10;

const gainsOf = (
  statements: readonly Weighed[],
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): StatementGain[] =>
  statements.flatMap(({ id, cost, totalMs }) => {
    const [was, is] = [before.get(id) ?? cost, after.get(id)];
    if (is === undefined || cost <= 0 || is >= was) return [];
    return [{ id, share: (was - is) / was, ms: (totalMs * (was - is)) / cost }];
  });

/**
 * Picks indexes one by one: each time the one that saves the most of the time that is left, until none saves enough to
 * be worth its upkeep; then takes out again what the later ones made needless.
 */
export const adviseIndexes = async (
  statements: readonly Weighed[],
  tables: Tables,
  costsWith: CostsWith,
): Promise<IndexAdvice[]> => {
  const traffic = statements.filter(
    ({ writes, calls }) => calls >= LEAST_CALLS && (writes === null || writes.rows < LOAD_ROWS * calls),
  );
  const allMs = traffic.reduce((sum, { totalMs }) => sum + totalMs, 0);
  const candidates = new Map(
    traffic.flatMap((statement) => statement.candidates.map((each) => [candidateText(each), each])),
  );
  const readers = (index: Candidate) => traffic.filter((each) => each.tables.has(tableText(index)));
  const upkeepMs = (index: Candidate) =>
    traffic.reduce(
      (sum, { writes }) => sum + (writes?.table === tableText(index) ? writes.rows * WRITE_MS : 0),
      0,
    );
  const isWorth = (index: Candidate, gains: readonly StatementGain[]): number | null => {
    const savedMs = gains.reduce((sum, { ms }) => sum + ms, 0) - upkeepMs(index);
    const isLarge = (tables.get(tableText(index))?.pages ?? 0) >= LEAST_PAGES;
    const isBeside =
      tables.get(tableText(index))?.indexes.some(([first = ""]) => index.keys.includes(first)) === true;
    const isFelt = gains.some(({ share }) => share >= (isBeside ? LEAST_BESIDE : LEAST_SHARE));
    return isLarge && isFelt && savedMs > 0 && savedMs >= LEAST_OF_ALL * allMs ? savedMs : null;
  };
  const weigh = async (index: Candidate, held: readonly Candidate[], before: ReadonlyMap<string, number>) => {
    const touched = readers(index);
    const after = await costsWith(
      [...held, index],
      touched.map(({ id }) => id),
    );
    return { index, after, gains: gainsOf(touched, before, after) };
  };

  const picked: Candidate[] = [];
  let costs = new Map(traffic.map(({ id, cost }) => [id, cost]));
  let open = [...candidates.values()];
  while (picked.length < MOST) {
    const tried = [];
    for (const index of open) {
      const one = await weigh(index, picked, costs);
      const savedMs = isWorth(index, one.gains);
      if (savedMs !== null) tried.push({ ...one, savedMs });
    }
    const most = tried.reduce<(typeof tried)[number] | null>(
      (first, each) => (first === null || each.savedMs > first.savedMs ? each : first),
      null,
    );
    if (most === null) break;
    // An order read until enough rows fit is fast only while they are common; one that holds both is fast always.
    const leaves = (costsNow: ReadonlyMap<string, number>) =>
      most.gains.reduce((sum, { id }) => sum + (costsNow.get(id) ?? costs.get(id) ?? 0), 0);
    const [best] = tried
      .filter(
        ({ savedMs, after }) =>
          savedMs >= NEARLY * most.savedMs && leaves(after) <= LEAVES_MORE * leaves(most.after),
      )
      .sort((a, b) => a.index.keys.length - b.index.keys.length || b.savedMs - a.savedMs);
    if (best === undefined) break;
    picked.push(best.index);
    costs = new Map([...costs, ...best.after]);
    // What saves too little now saves no more beside others.
    open = tried.map(({ index }) => index).filter((index) => index !== best.index);
  }

  const kept = [...picked];
  for (const index of picked) {
    const others = kept.filter((each) => each !== index);
    const touched = readers(index);
    const without = await costsWith(
      others,
      touched.map(({ id }) => id),
    );
    if (isWorth(index, gainsOf(touched, without, costs)) === null) {
      kept.splice(kept.indexOf(index), 1);
      costs = new Map([...costs, ...without]);
    }
  }
  const advice: IndexAdvice[] = [];
  for (const index of kept) {
    const touched = readers(index);
    const without = await costsWith(
      kept.filter((each) => each !== index),
      touched.map(({ id }) => id),
    );
    const gains = gainsOf(touched, without, costs).sort((a, b) => b.ms - a.ms);
    const savedMs = gains.reduce((sum, { ms }) => sum + ms, 0) - upkeepMs(index);
    advice.push({ index, gains, savedMs, shareOfAll: allMs === 0 ? 0 : savedMs / allMs });
  }
  return advice.sort((a, b) => b.savedMs - a.savedMs);
};
