import type { BaseMap } from "#server/fleet/base-map.ts";
import { type MapTheme, mapStyle } from "#server/fleet/map-style.ts";
import type { Exchange } from "#server/http/exchange.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";

const DAY_S = 86_400;

const isFresh = ({ request }: Exchange, etag: string): boolean => request.headers["if-none-match"] === etag;

/** Answers `<organisation>/<z>/<x>/<y>.mvt`: a vector tile, 204 where nothing is drawn, 304 where the browser has it. */
export const sendTile = async (
  exchange: Exchange,
  scope: Scope,
  rest: string,
  baseMap: BaseMap,
): Promise<void> => {
  const { response } = exchange;
  const parts = /^(\d+)\/(\d+)\/(\d+)\/(\d+)\.mvt$/.exec(rest);
  if (parts === null)
    throw new AppError("NOT_FOUND", `tile ${rest}: expected <organisation>/<z>/<x>/<y>.mvt, whole numbers`);
  const [organisationId = 0, z = 0, x = 0, y = 0] = parts.slice(1).map(Number);
  if (organisationId !== scope.organisationId)
    throw new AppError("NOT_FOUND", `tile ${rest}: organisation ${organisationId} is not yours`);
  const { version, tiles } = await baseMap.ground(organisationId);
  const etag = `"${version}"`;
  const headers = { etag, "cache-control": `private, max-age=${DAY_S}` };
  if (isFresh(exchange, etag)) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  const bytes = tiles?.tile(z, x, y);
  if (bytes === undefined) {
    response.writeHead(204, headers);
    response.end();
    return;
  }
  response.writeHead(200, {
    ...headers,
    "content-type": "application/vnd.mapbox-vector-tile",
    "content-length": bytes.byteLength,
  });
  response.end(bytes);
};

/** Answers `style-<light|dark>.json`: the style of the organisation's own map, or the way to the one set in its place. */
export const sendStyle = async (
  exchange: Exchange,
  scope: Scope,
  rest: string,
  { baseMap, mapStyleUrl }: { baseMap: BaseMap; mapStyleUrl: string | null },
): Promise<void> => {
  const { response } = exchange;
  const theme = /^(light|dark)\.json$/.exec(rest)?.[1] as MapTheme | undefined;
  if (theme === undefined)
    throw new AppError("NOT_FOUND", `style-${rest}: expected style-light.json or style-dark.json`);
  if (mapStyleUrl !== null) {
    response.writeHead(302, { location: mapStyleUrl, "cache-control": "no-store" });
    response.end();
    return;
  }
  const { organisationId } = scope;
  const { version, tiles } = await baseMap.ground(organisationId);
  // The version in the address lets browsers keep tiles for a day and still see a new city at once.
  const tilesUrl = `/tiles/${organisationId}/{z}/{x}/{y}.mvt?v=${version.slice(0, 8)}`;
  const body = JSON.stringify(mapStyle({ theme, tilesUrl, isPlain: tiles === undefined }));
  response.writeHead(200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(body),
    "cache-control": "private, no-cache",
  });
  response.end(body);
};
