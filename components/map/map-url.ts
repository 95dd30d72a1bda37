"use client";

import {
  createParser,
  parseAsArrayOf,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "#components/url-state.ts";

/** Layers that can be turned off and on. */
export const LAYERS = ["zones", "places", "sites"] as const;

/** A layer that can be turned off and on. */
export type Layer = (typeof LAYERS)[number];

/** A place in an address: "lng,lat". */
const parseAsPlace = createParser({
  parse(text) {
    const [lng, lat] = text.split(",").map(Number);
    if (lng === undefined || lat === undefined || !Number.isFinite(lng) || !Number.isFinite(lat)) return null;
    return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? { lng, lat } : null;
  },
  serialize: ({ lng, lat }: { lng: number; lat: number }) => `${lng.toFixed(5)},${lat.toFixed(5)}`,
});

/** What the map shows, kept in the URL: the vehicle or route picked, the zone, a place to go to, layers. */
export const useMapUrl = () =>
  useQueryStates({
    vehicle: parseAsInteger,
    route: parseAsInteger,
    zone: parseAsString,
    at: parseAsPlace,
    layers: parseAsArrayOf(parseAsStringLiteral(LAYERS)).withDefault(["zones", "places"]),
  });
