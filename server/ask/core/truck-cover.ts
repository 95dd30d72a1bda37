import { groupBy } from "#server/lib/group-by.ts";

/** Trucks that a depot needs on a day, for a stream, with the range they lie in. */
type Need = { day: string; depotId: number; depot: string; trucks: number; low: number; high: number };

/** The trucks of a depot, with those that cannot go out as things stand now, or its drivers, none of whom is known to be off. */
export type DepotFleet = {
  depotId: number;
  depot: string;
  fleet: number;
  inWorkshop: number;
  brokenDown: number;
};

/** A depot on a day: trucks needed, with the range they lie in, against those that can go out. */
export type TruckCover = {
  serviceDay: string;
  depotId: number;
  depot: string;
  trucks: number;
  low: number;
  high: number;
  available: number;
  /** Those beyond what is needed; below nothing where they are too few. */
  spare: number;
  inWorkshop: number;
  brokenDown: number;
};

/** Sets what each depot needs on each day against its trucks, the tightest first; a depot that needs none is not among them. */
export const coverOf = (needs: readonly Need[], fleets: readonly DepotFleet[]): TruckCover[] =>
  [...groupBy(needs, ({ day, depotId }) => `${day} ${depotId}`).values()]
    .flatMap((own) => {
      const [first] = own;
      if (first === undefined) return [];
      const sumOf = (of: "trucks" | "low" | "high") => own.reduce((sum, need) => sum + need[of], 0);
      const fleet = fleets.find(({ depotId }) => depotId === first.depotId);
      const { inWorkshop, brokenDown } = fleet ?? { inWorkshop: 0, brokenDown: 0 };
      const available = (fleet?.fleet ?? 0) - inWorkshop - brokenDown;
      const trucks = sumOf("trucks");
      return [
        {
          ...{ serviceDay: first.day, depotId: first.depotId, depot: first.depot, trucks },
          ...{ low: sumOf("low"), high: sumOf("high"), available, spare: available - trucks },
          ...{ inWorkshop, brokenDown },
        },
      ];
    })
    .sort(
      (a, b) =>
        a.spare - b.spare || a.serviceDay.localeCompare(b.serviceDay) || a.depot.localeCompare(b.depot),
    );

const listed = (rows: readonly TruckCover[], said: (row: TruckCover) => string): string =>
  new Intl.ListFormat("en-GB").format(rows.map(said));

/** Whether trucks, or drivers, suffice, in a sentence: where they do not, where they do but for the upper end of the range. */
export const coverWords = (cover: readonly TruckCover[], things: "trucks" | "drivers" = "trucks"): string => {
  const days = new Set(cover.map(({ serviceDay }) => serviceDay)).size;
  const at = ({ depot, serviceDay }: TruckCover) => (days > 1 ? `${depot} on ${serviceDay}` : depot);
  const short = cover.filter(({ spare }) => spare < 0);
  const tight = cover.filter(({ spare, available, high }) => spare >= 0 && available < high);
  if (short.length > 0)
    return `Not enough ${things}: ${listed(short, (row) => `${at(row)} is ${-row.spare} short`)}.`;
  return tight.length > 0
    ? `Enough ${things} for what is expected, but not for the upper end of the range at ${listed(tight, at)}.`
    : `Enough ${things} at every depot, also at the upper end of the range.`;
};
