import type { BoardDay, PlanRoute, StopMove } from "#server/routing/schema.ts";
import type { Gap, GapRow } from "./board-gaps.ts";
import type { Span } from "./time-scale.ts";

/** Something on a vehicle's line: a stop, a visit to a facility, or the break. */
export type BoardItem = Span & {
  kind: "stop" | "tip" | "break";
  stopId: number | null;
  label: string;
  status: string;
  /** Done or under way, or on a plan that says so: it stays where it is. */
  isPinned: boolean;
  isLate: boolean;
};

/** One vehicle's day as a line of the board. */
export type Lane = {
  route: PlanRoute;
  loadUnit: BoardDay["loadUnit"];
  shift: Span;
  items: readonly BoardItem[];
  /** Its stops in order, as places to put others between. */
  gaps: GapRow & { stopIds: readonly number[] };
};

const spanOf = (fromAt: string, toAt: string): Span => ({
  fromMs: Date.parse(fromAt),
  toMs: Date.parse(toAt),
});

/** Maps a truck's day to its line. */
export const laneOf = (route: PlanRoute, loadUnit: BoardDay["loadUnit"]): Lane => {
  const items = route.visits.map(
    (visit): BoardItem => ({
      ...spanOf(visit.startAt, visit.endAt),
      kind: visit.kind,
      stopId: visit.stopId,
      label: visit.name,
      status: visit.status ?? "pending",
      isPinned: visit.isPinned,
      isLate: visit.lateS > 0,
    }),
  );
  const stops = items.filter(({ kind, stopId }) => kind === "stop" && stopId !== null);
  return {
    route,
    loadUnit,
    shift: spanOf(route.shiftStartAt, route.shiftEndAt),
    items,
    gaps: {
      stops,
      stopIds: stops.flatMap(({ stopId }) => (stopId === null ? [] : [stopId])),
      pinned: stops.findLastIndex(({ isPinned }) => isPinned) + 1,
    },
  };
};

/** The time a board has to show: all shifts and everything that is done outside of them. */
export const boardParts = (lanes: readonly Lane[]): Span[] =>
  lanes.flatMap(({ shift, items }) => [shift, ...items]);

/** Where a stop stands: on a lane before its gap of that number, in the tray, or nowhere on this board. */
export const placeOfStop = (
  lanes: readonly Lane[],
  tray: BoardDay["tray"],
  stopId: number,
): Gap | "tray" | null => {
  for (const [row, { gaps }] of lanes.entries()) {
    const gap = gaps.stopIds.indexOf(stopId);
    if (gap !== -1) return { row, gap };
  }
  return tray.some((stop) => stop.stopId === stopId) ? "tray" : null;
};

/** The move that puts a stop where it is aimed at, or null where it would stay where it is. */
export const moveTo = (
  { serviceDay, tray }: Pick<BoardDay, "serviceDay" | "tray">,
  lanes: readonly Lane[],
  stopId: number,
  aim: Gap | "tray",
): StopMove | null => {
  const from = placeOfStop(lanes, tray, stopId);
  if (from === null || (from === "tray" && aim === "tray")) return null;
  if (aim === "tray") return { serviceDay, stopId, to: null };
  const lane = lanes[aim.row];
  if (lane === undefined) return null;
  const isOwn = from !== "tray" && from.row === aim.row;
  if (isOwn && (aim.gap === from.gap || aim.gap === from.gap + 1)) return null;
  // Positions are counted without the stop itself, which leaves its place first.
  const position = isOwn && aim.gap > from.gap ? aim.gap - 1 : aim.gap;
  return { serviceDay, stopId, to: { vehicleId: lane.route.vehicleId, position } };
};
