import lookUp from "@photostructure/tz-lookup";
import type { PoolClient } from "pg";
import { isTimeZone } from "#server/fleet/import-field.ts";

/** The time zone of a place: looked up on the map of zones, else by the hours its longitude lies from Greenwich. */
export const timeZoneOf = (lat: number, lng: number): string => {
  const found = lookUp(lat, lng);
  if (isTimeZone(found)) return found;
  const hours = Math.round(lng / 15);
  // The signs of Etc zones are turned round.
  return hours === 0 ? "Etc/GMT" : `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
};

/** Gives staged depots without a time zone the one asked for, else that of their place; maps to the first depot's. */
export const fillTimeZones = async (client: PoolClient, asked: string | null): Promise<string | null> => {
  const { rows } = await client.query<{ id: string; lat: number; lng: number; zone: string | null }>(
    "SELECT id, lat, lng, time_zone AS zone FROM import_depot ORDER BY line",
  );
  const zones = rows.map(({ id, lat, lng, zone }) => ({ id, zone: zone ?? asked ?? timeZoneOf(lat, lng) }));
  await client.query(
    "UPDATE import_depot i SET time_zone = u.zone FROM unnest($1::text[], $2::text[]) AS u(id, zone) WHERE i.id = u.id",
    [zones.map((each) => each.id), zones.map((each) => each.zone)],
  );
  return zones[0]?.zone ?? null;
};
