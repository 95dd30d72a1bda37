import type { Live } from "#server/live.schema.ts";
import type { MapVehicle } from "#server/operations/schema.ts";
import { createMotion, type Place } from "./motion.ts";

/** A vehicle to be drawn; one object is used for all of a drawing, so keep none. */
export type Drawn = {
  row: MapVehicle;
  /** Longitude, latitude and heading, degrees. */
  place: Float64Array;
  isDim: boolean;
};

/** All vehicles of the map, outside of React: rows, which of them are drawn, and where. */
export const createVehicleField = () => {
  const rows = new Map<number, MapVehicle>();
  const slots = new Map<number, number>();
  const motion = createMotion();
  let isShown: (row: MapVehicle) => boolean = () => true;
  let isFaint: (row: MapVehicle) => boolean = () => false;
  let isChanged = true;

  const take = (row: MapVehicle, nowMs: number): void => {
    rows.set(row.id, row);
    let slot = slots.get(row.id);
    if (slot === undefined) {
      slot = slots.size;
      slots.set(row.id, slot);
    }
    motion.set(slot, { lng: row.lng, lat: row.lat, headingDeg: row.headingDeg ?? 0 }, nowMs);
    isChanged = true;
  };

  return {
    rows: rows as ReadonlyMap<number, MapVehicle>,
    /** Takes the vehicles as read from the server; what was heard live since is kept. */
    reset(read: readonly MapVehicle[], nowMs: number): void {
      for (const row of read) {
        const known = rows.get(row.id);
        if (!known || (row.at ?? "") >= (known.at ?? "")) take(row, nowMs);
      }
    },
    /** Takes what a vehicle said; one that was never read is left out until the next read. */
    hear(live: Live<"vehicles">, nowMs: number): void {
      const known = rows.get(live.vehicleId);
      if (!known || (known.at ?? "") > live.at) return;
      const { vehicleId: _, driverId: __, ...part } = live;
      take({ ...known, ...part }, nowMs);
    },
    /** Which vehicles are drawn, and which of them faintly. */
    filter(shown: (row: MapVehicle) => boolean, faint: (row: MapVehicle) => boolean): void {
      isShown = shown;
      isFaint = faint;
      isChanged = true;
    },
    /** Where a vehicle is drawn at `nowMs`; undefined where it is not known. */
    place(id: number, nowMs: number): Place | undefined {
      const slot = slots.get(id);
      return slot === undefined ? undefined : motion.at(slot, nowMs);
    },
    /** Whether a new drawing would differ from the last. */
    isDue: (nowMs: number): boolean => isChanged || motion.isMoving(nowMs),
    /** Gives every vehicle that is drawn to `draw`, as of `nowMs`. */
    each(nowMs: number, draw: (drawn: Drawn) => void): void {
      isChanged = false;
      const place = new Float64Array(3);
      let drawn: Drawn | null = null;
      let slot = 0;
      // A row keeps its place in the map when it is set again, so rows and slots go in the same order.
      for (const row of rows.values()) {
        const isKnown = motion.placeInto(slot++, nowMs, place);
        if (!isKnown || !isShown(row)) continue;
        if (drawn === null) drawn = { row, place, isDim: isFaint(row) };
        else {
          drawn.row = row;
          drawn.isDim = isFaint(row);
        }
        draw(drawn);
      }
    },
  };
};

/** All vehicles of the map. */
export type VehicleField = ReturnType<typeof createVehicleField>;
