import { cellOf, cut, type LngLat, missingBlocks } from "#server/external/core/cells.ts";
import { BULK, DRAWING } from "#server/external/graphhopper.ts";
import type { StoredLeg } from "#server/external/leg-store.ts";
import type {
  GraphHopperTravelOptions,
  TravelLeg,
  TravelMatrix,
  TravelPort,
} from "#server/external/travel-port.ts";
import { AppError } from "#server/lib/errors.ts";

// Streets change in months; what GraphHopper is set up with changes when somebody puts in a new map.
const KEPT_MS = 30 * 86_400_000;
const AT_ONCE = 4;
/** No matrix of the hosted API is larger, whatever it costs. */
const MOST_CELLS = 10_000;

/** So many places without any way in a row, and none with one: its map is of somewhere else. */
const LOST_ROWS = 4;

const ofElsewhere = (places: number): AppError =>
  new AppError(
    "UNAVAILABLE",
    `graphhopper: found no way between any of ${places} places, expected a map that holds them`,
  );

const check = (places: readonly LngLat[]): void => {
  for (const [i, { lng, lat }] of places.entries())
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90))
      throw new AppError(
        "BAD_REQUEST",
        `travel place ${i}: got longitude ${lng} and latitude ${lat}, expected -180 to 180 and -90 to 90`,
      );
};

const isOutage = (error: unknown): boolean =>
  error instanceof AppError && error.code !== "BAD_REQUEST" && error.code !== "INTERNAL";

/** Does work for many items, so many at once; the first that fails ends it, `isEnded` tells those under way. */
const inTurns = async <I>(
  items: readonly I[],
  work: (item: I, isEnded: () => boolean) => Promise<void>,
): Promise<void> => {
  const left = [...items];
  let hasFailed = false;
  const hand = async (): Promise<void> => {
    try {
      for (let item = left.pop(); item !== undefined && !hasFailed; item = left.pop())
        await work(item, () => hasFailed);
    } catch (error) {
      hasFailed = true;
      throw error;
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, hand));
};

/**
 * Travel times and ways of GraphHopper, legs kept by cell. Where it gives nothing, and for questions about streets
 * that are closed, which it does not know by our numbers, `instead` answers.
 */
export const createGraphHopperTravel = ({
  client,
  legs,
  instead,
  cause,
  mostUnits,
  mostTableUnits = null,
  manner = BULK,
  nowMs,
  report,
}: GraphHopperTravelOptions): TravelPort => {
  const fits = (rows: number, columns: number): boolean =>
    rows * columns <= MOST_CELLS && (mostUnits === null || client.matrixUnits(rows, columns) <= mostUnits);

  const known = async (from: readonly number[], to: readonly number[]) => {
    const found = new Map<string, StoredLeg>();
    for (const leg of await legs.read({ from, to, sinceMs: nowMs() - KEPT_MS }))
      found.set(`${leg.from}/${leg.to}`, leg);
    return found;
  };

  /** Legs between all cells of two lists, those that are not known asked for. */
  const legsOf = async (from: ReadonlyMap<number, LngLat>, to: ReadonlyMap<number, LngLat>) => {
    const [rows, columns] = [[...from.keys()], [...to.keys()]];
    const found = await known(rows, columns);
    const blocks = missingBlocks(rows, columns, (f, t) => found.has(`${f}/${t}`)).flatMap((block) =>
      cut(block, fits),
    );
    const missing = blocks.reduce(
      (sum, { from: f, to: t }) => sum + client.matrixUnits(f.length, t.length),
      0,
    );
    if (mostTableUnits !== null && missing > mostTableUnits)
      throw new AppError(
        "TOO_MANY_REQUESTS",
        `graphhopper: ${blocks.length} parts of a table would cost ${missing} credits, expected at most ${mostTableUnits}`,
      );
    const add = async (read: StoredLeg[]): Promise<void> => {
      for (const leg of read) found.set(`${leg.from}/${leg.to}`, leg);
      await legs.keep(read);
    };
    const places = (cells: readonly number[], of: ReadonlyMap<number, LngLat>) =>
      cells.flatMap((cell) => of.get(cell) ?? []);
    if (client.flavour === "hosted")
      for (const block of blocks) {
        const { value } = await client.matrix(places(block.from, from), places(block.to, to), cause, manner);
        await add(
          block.from.flatMap((f, i) =>
            block.to.map((t, j) => ({
              ...{ from: f, to: t },
              durationS: value.durationS[i]?.[j] ?? null,
              distanceM: value.distanceM[i]?.[j] ?? null,
            })),
          ),
        );
      }
    else {
      let rowsWithout = found.size > 0 ? Number.NEGATIVE_INFINITY : 0;
      for (const block of blocks) {
        const read = new Map<string, StoredLeg>();
        const note = (f: number, t: number, leg: Omit<StoredLeg, "from" | "to">): void =>
          void read.set(`${f}/${t}`, { from: f, to: t, ...leg });
        await inTurns(block.from, async (f, isEnded) => {
          const start = from.get(f);
          const ends = block.to.flatMap((t) => {
            const end = to.get(t);
            return t === f || end === undefined || read.has(`${f}/${t}`) ? [] : [{ t, end }];
          });
          if (start === undefined) return;
          // There and back again: the way back is another row's way there.
          const { value } = await client.chain(
            [start, ...ends.flatMap(({ end }) => [end, start])],
            cause,
            manner,
          );
          for (const [i, { t, end }] of ends.entries()) {
            if (isEnded()) return;
            const [there, back] = [value?.[2 * i], value?.[2 * i + 1]];
            if (there !== undefined && back !== undefined) {
              note(f, t, there);
              note(t, f, back);
            } else note(f, t, (await client.leg(start, end, cause, manner)).value);
          }
          const hasWay = ends.some(({ t }) => read.get(`${f}/${t}`)?.durationS != null);
          if (hasWay) rowsWithout = Number.NEGATIVE_INFINITY;
          else if (ends.length > 0 && ++rowsWithout >= LOST_ROWS) throw ofElsewhere(rows.length);
        });
        await add([...read.values()]);
      }
    }
    return found;
  };

  const matrix = async (from: readonly LngLat[], to: readonly LngLat[]): Promise<TravelMatrix> => {
    const byCell = (places: readonly LngLat[]) => new Map(places.map((place) => [cellOf(place), place]));
    const found = await legsOf(byCell(from), byCell(to));
    const durationS = new Float32Array(from.length * to.length).fill(Number.POSITIVE_INFINITY);
    const distanceM = new Float32Array(durationS);
    const strays: number[] = [];
    const columns = to.map(cellOf);
    for (const [i, place] of from.entries()) {
      const row = cellOf(place);
      let isStray = columns.some((column) => column !== row);
      for (const [j, column] of columns.entries()) {
        const leg = found.get(`${row}/${column}`);
        const isSame = row === column;
        if (!isSame && (leg?.durationS == null || leg.distanceM == null)) continue;
        durationS[i * to.length + j] = isSame ? 0 : (leg?.durationS ?? 0);
        distanceM[i * to.length + j] = isSame ? 0 : (leg?.distanceM ?? 0);
        if (!isSame) isStray = false;
      }
      if (!isStray) continue;
      strays.push(i);
      // No way leads from it: not even to itself.
      durationS.fill(Number.POSITIVE_INFINITY, i * to.length, (i + 1) * to.length);
      distanceM.fill(Number.POSITIVE_INFINITY, i * to.length, (i + 1) * to.length);
    }
    if (strays.length > 1 && strays.length === from.length) throw ofElsewhere(from.length);
    return { durationS, distanceM, strays: Uint32Array.from(strays) };
  };

  const path = async (places: readonly LngLat[]): Promise<TravelLeg[]> => {
    const cells = places.map(cellOf);
    const found = await known(cells, cells);
    const ways = await Promise.all(
      places.slice(1).map(async (end, i): Promise<TravelLeg> => {
        const start = places[i] ?? end;
        const { value } = await client.route([start, end], cause, DRAWING);
        if (value === null)
          return {
            line: new Float64Array(0),
            distanceM: Number.POSITIVE_INFINITY,
            durationS: Number.POSITIVE_INFINITY,
          };
        // A way is told as long as the plan that was made by the table has it.
        const leg = found.get(`${cells[i]}/${cells[i + 1]}`);
        return {
          line: Float64Array.from(value.line),
          distanceM: leg?.distanceM ?? value.distanceM,
          durationS: leg?.durationS ?? value.durationS,
        };
      }),
    );
    if (ways.length > 1 && !ways.some(({ durationS }) => Number.isFinite(durationS)))
      throw ofElsewhere(places.length);
    return ways;
  };

  /** What GraphHopper says; where it says nothing, what stands in. */
  const orInstead = async <T>(ask: () => Promise<T>, other: () => Promise<T>): Promise<T> => {
    try {
      return await ask();
    } catch (error) {
      if (!isOutage(error)) throw error;
      report(error);
      return other();
    }
  };

  return {
    async matrix(from, options = {}) {
      const { to = from, closedEdges = [] } = options;
      check(from);
      check(to);
      if (closedEdges.length > 0) return instead.matrix(from, options);
      return orInstead(
        () => matrix(from, to),
        () => instead.matrix(from, options),
      );
    },
    async path(places, options = {}) {
      check(places);
      if ((options.closedEdges?.length ?? 0) > 0) return instead.path(places, options);
      return orInstead(
        () => path(places),
        () => instead.path(places, options),
      );
    },
    close: () => instead.close(),
  };
};
