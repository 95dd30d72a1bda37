import type { Feature, FeatureCollection } from "geojson";
import type { PlanLine, PlanRoute } from "#server/routing/schema.ts";

const collection = (features: Feature[]): FeatureCollection => ({ type: "FeatureCollection", features });

const wayOf = (
  { line, vehicleId }: PlanLine,
  properties: { index: number; isBefore: boolean; isFaint: boolean },
): Feature => ({
  type: "Feature",
  properties: { ...properties, vehicleId },
  geometry: { type: "LineString", coordinates: line },
});

/**
 * The ways of a plan: all of the proposal where no truck is chosen; with one, its new way over its old one, the others
 * faint.
 */
export const wayFeatures = (
  before: readonly PlanLine[],
  after: readonly PlanLine[],
  chosenId: number | null,
): FeatureCollection => {
  const drawn = (lines: readonly PlanLine[]) => lines.filter(({ line }) => line.length > 1);
  const planned = drawn(after).map((line, index) =>
    wayOf(line, { index, isBefore: false, isFaint: chosenId !== null && line.vehicleId !== chosenId }),
  );
  const old = drawn(before)
    .filter(({ vehicleId }) => vehicleId === chosenId)
    .map((line) => wayOf(line, { index: 0, isBefore: true, isFaint: false }));
  // The chosen way lies on top.
  return collection([
    ...planned.toSorted((a, b) => Number(b.properties?.isFaint) - Number(a.properties?.isFaint)),
    ...old,
  ]);
};

/** The stops of a truck's day in order, those that came from elsewhere marked. */
export const stopFeatures = (route: PlanRoute | undefined, moved: ReadonlySet<number>): FeatureCollection =>
  collection(
    (route?.visits ?? [])
      .filter(({ kind }) => kind === "stop")
      .flatMap(({ stopId, name, status, lng, lat }, i): Feature[] =>
        stopId === null || lng === null || lat === null
          ? []
          : [
              {
                type: "Feature",
                properties: {
                  id: stopId,
                  sequence: i + 1,
                  status: moved.has(stopId) ? "moved" : (status ?? "pending"),
                  name,
                },
                geometry: { type: "Point", coordinates: [lng, lat] },
              },
            ],
      ),
  );
