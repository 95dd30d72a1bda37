import { expect, it } from "vitest";
import { placedRows, rowFeatures } from "./placed-rows.ts";

it("rows lie on a map where they have a place, named by what they are, coloured where they are stops", () => {
  const rows = placedRows([
    { id: 4, site: "Mill Lane 4", status: "missed", lng: -5.5, lat: 51 },
    { id: 7, name: "Truck 7", status: "moving", lng: -5.6, lat: 51.1 },
    { id: 8, name: "Truck 8", lng: null, lat: null },
  ]);
  expect(rowFeatures(rows).features.map(({ properties }) => properties)).toEqual([
    { id: 4, name: "Mill Lane 4", sequence: "Mill Lane 4", status: "missed" },
    { id: 7, name: "Truck 7", sequence: "Truck 7", status: "moved" },
  ]);
});
