"use client";

import { useQuery } from "@tanstack/react-query";
import { Truck, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { later } from "#components/later.tsx";
import { useChannel } from "#components/list/live-cell.tsx";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats, useMe } from "#components/me.tsx";
import { useLiveRefresh } from "#components/operations/use-live-refresh.ts";
import { useDepot } from "#components/shell/use-depot.ts";
import { Button } from "#components/ui/button.tsx";
import { Input, NativeSelect } from "#components/ui/input.tsx";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import { type MapVehicle, MOST_ON_MAP } from "#server/operations/schema.ts";
import { type Bounds, boundsOf, isInBounds, isInPolygons } from "./geometry.ts";
import type { Ground, Picked } from "./ground.ts";
import { placeFeatures, siteFeatures, trackFeatures, zoneFeatures } from "./map-data.ts";
import { RouteOnMap, VehicleOnMap } from "./map-detail.tsx";
import { MapTools } from "./map-tools.tsx";
import { useMapUrl } from "./map-url.ts";
import { useSitesInView } from "./use-sites-in-view.ts";
import { useVehicleField } from "./use-vehicle-field.ts";
import { VehicleList } from "./vehicle-list.tsx";

const MapCanvas = later(
  () => import("./map-canvas.tsx").then((module) => module.MapCanvas),
  <span className="skeleton absolute inset-0 rounded-none!" aria-hidden />,
);

const TRACK_MS = 10_000;
const STATIC_MS = 600_000;
const SITES_ZOOM = 10;

const boundsFrom = (numbers: readonly number[]): Bounds => {
  const [west = -5, south = 50, east = 5, north = 55] = numbers;
  return [west, south, east, north];
};

/** Where everything is: vehicles as they move, the route that is picked, sites, zones; and a list beside it. */
export const MapView = () => {
  const t = useTranslations("map");
  const common = useTranslations("common");
  const trpc = useTRPC();
  const formats = useFormats();
  const { organisation } = useMe();
  const [depotId] = useDepot();
  const [url, setUrl] = useMapUrl();
  const { field, snapshot } = useVehicleField();
  useChannel("routes");
  const [ground, setGround] = useState<Ground | null>(null);
  const [view, setView] = useState<{ bounds: Bounds; zoom: number } | null>(null);
  const [isBoxMode, setIsBoxMode] = useState(false);
  const [isFollowed, setIsFollowed] = useState(false);
  const [picked, setPicked] = useState<ReadonlySet<number> | null>(null);
  const [search, setSearch] = useState("");
  const [missing, setMissing] = useState<string | null>(null);

  const still = { staleTime: STATIC_MS };
  const zones = useQuery(trpc.fleet.zones.queryOptions(undefined, still));
  const depots = useQuery(trpc.fleet.depots.queryOptions(undefined, still));
  const facilities = useQuery(trpc.fleet.facilities.queryOptions(undefined, still));
  const zone = zones.data?.features.find(({ properties }) => properties.name === url.zone);
  const vehicle = snapshot.data?.find(({ id }) => id === url.vehicle);
  const routeId = url.route ?? vehicle?.routeId ?? null;
  const track = useQuery(
    trpc.operations.routes.track.queryOptions({ id: routeId ?? 0 }, { enabled: routeId !== null }),
  );
  useLiveRefresh(
    ["stops"],
    () => {
      if (routeId !== null) void track.refetch();
    },
    TRACK_MS,
  );
  const wantsSites = url.layers.includes("sites");
  const sites = useSitesInView(view?.bounds ?? null, wantsSites && (view?.zoom ?? 0) >= SITES_ZOOM);

  const polygons = zone?.geometry.coordinates;
  const isShown = useMemo(
    () => (row: MapVehicle) =>
      (depotId === null || row.depotId === depotId) &&
      (polygons === undefined || isInPolygons(polygons, row.lng, row.lat)),
    [depotId, polygons],
  );
  useEffect(
    () => field.filter(isShown, (row) => picked !== null && !picked.has(row.id)),
    [field, isShown, picked],
  );
  const typed = search.trim().toLowerCase();
  const rows = useMemo(
    () =>
      snapshot.data?.filter(
        (row) =>
          isShown(row) &&
          (picked === null || picked.has(row.id)) &&
          (typed === "" || `${row.name} ${row.route ?? ""}`.toLowerCase().includes(typed)),
      ) ?? [],
    [snapshot.data, isShown, picked, typed],
  );

  const overlays = useMemo(
    () => ({ ...trackFeatures(routeId === null ? undefined : track.data) }),
    [routeId, track.data],
  );
  const zoneData = useMemo(() => zones.data && zoneFeatures(zones.data, url.zone), [zones.data, url.zone]);
  const placeData = useMemo(
    () => (depots.data && facilities.data ? placeFeatures(depots.data, facilities.data) : undefined),
    [depots.data, facilities.data],
  );
  const siteData = useMemo(() => sites.data && siteFeatures(sites.data.rows), [sites.data]);

  useEffect(() => {
    ground?.hide(
      new Set(["zones", "places", "sites"].filter((name) => !(url.layers as string[]).includes(name))),
    );
  }, [ground, url.layers]);
  useEffect(() => ground?.setBoxMode(isBoxMode), [ground, isBoxMode]);
  useEffect(() => ground?.select(url.vehicle), [ground, url.vehicle]);
  useEffect(() => ground?.follow(isFollowed ? url.vehicle : null), [ground, isFollowed, url.vehicle]);

  // Each thing the address names is flown to once, when it is known where it is.
  const gone = useRef<string | null>(null);
  useEffect(() => {
    if (ground === null) return;
    const goOnce = (key: string, go: () => void) => {
      if (gone.current === key) return;
      gone.current = key;
      go();
    };
    if (url.at) {
      const { lng, lat } = url.at;
      goOnce(`at ${lng} ${lat}`, () => ground.fly(lng, lat));
    } else if (vehicle) {
      const place = field.place(vehicle.id, performance.now()) ?? vehicle;
      goOnce(`vehicle ${vehicle.id}`, () => ground.fly(place.lng, place.lat));
    } else if (url.route !== null && track.data) {
      const box = boundsOf(track.data.stops.map(({ lng, lat }) => [lng, lat] as const));
      if (box) goOnce(`route ${url.route}`, () => ground.fit(box));
    } else if (zone) {
      const box = boundsOf(
        zone.geometry.coordinates.flat(2).map(([lng = 0, lat = 0]) => [lng, lat] as const),
      );
      if (box) goOnce(`zone ${zone.id}`, () => ground.fit(box));
    }
  }, [ground, url.at, url.route, vehicle, zone, track.data, field]);

  const pickVehicle = (id: number | null) => {
    setIsFollowed(false);
    void setUrl({ vehicle: id, route: null, at: null });
  };
  const selectIn = (bounds: Bounds) => {
    const now = performance.now();
    const inside = [...field.rows.values()].filter((row) => {
      const place = field.place(row.id, now);
      return isShown(row) && place !== undefined && isInBounds(bounds, place.lng, place.lat);
    });
    setPicked(new Set(inside.map(({ id }) => id)));
    setIsBoxMode(false);
    if (url.vehicle !== null) pickVehicle(null);
  };
  const onPick = (found: Picked | null) => {
    ground?.say(null);
    if (found === null) return;
    if (found.kind === "vehicle") {
      pickVehicle(found.id);
      return;
    }
    const element = document.createElement("div");
    element.className = "text-ink text-sm pe-4";
    const say = (title: string, sub: string) => {
      const strong = document.createElement("strong");
      strong.textContent = title;
      const small = document.createElement("div");
      small.className = "text-muted text-xs";
      small.textContent = sub;
      element.append(strong, small);
      ground?.say({ lng: found.lng, lat: found.lat, element });
    };
    if (found.kind === "stop") {
      const stop = track.data?.stops.find(({ id }) => id === found.id);
      const at = stop && formats.time(stop.doneAt ?? stop.expectedAt ?? stop.plannedAt);
      if (stop) say(`${stop.sequence}. ${stop.site}`, `${common(`status.${stop.status}`)}, ${at}`);
    } else if (found.kind === "site") {
      const site = sites.data?.rows.find(({ id }) => id === found.id);
      if (site)
        say(
          site.name,
          site.fillPct === null ? t("fillUnknown") : t("fill", { share: formats.share(site.fillPct / 100) }),
        );
    } else {
      const place = [...(depots.data ?? []), ...(facilities.data ?? [])].find(({ id }) => id === found.id);
      if (place) say(place.name, place.address ?? "");
    }
  };

  return (
    <div className="flex min-h-0 flex-1 max-md:flex-col-reverse">
      <aside
        aria-label={t("vehicles")}
        className="flex w-80 shrink-0 flex-col border-e bg-surface max-md:h-[38%] max-md:w-full max-md:border-t"
      >
        {url.vehicle !== null ? (
          <VehicleOnMap
            id={url.vehicle}
            isFollowed={isFollowed}
            onFollow={setIsFollowed}
            onBack={() => pickVehicle(null)}
          />
        ) : url.route !== null ? (
          <RouteOnMap id={url.route} onBack={() => void setUrl({ route: null })} />
        ) : (
          <>
            <div className="flex flex-col gap-2 border-b p-2">
              <div className="flex gap-2">
                <Input
                  type="search"
                  data-list-search
                  aria-label={t("find")}
                  placeholder={t("find")}
                  value={search}
                  onChange={(event) => setSearch(event.target.value)}
                />
                <NativeSelect
                  aria-label={t("zone")}
                  className="w-32 shrink-0"
                  value={url.zone ?? ""}
                  onChange={(event) => void setUrl({ zone: event.target.value || null })}
                >
                  <option value="">{t("allZones")}</option>
                  {zones.data?.features.map(({ id, properties }) => (
                    <option key={id} value={properties.name}>
                      {properties.name}
                    </option>
                  ))}
                </NativeSelect>
              </div>
              <p
                role="status"
                className="flex min-h-7 items-center gap-2 px-1 text-muted text-xs tabular-nums"
              >
                {picked === null ? t("count", { count: rows.length }) : t("picked", { count: rows.length })}
                {picked === null ? null : (
                  <Button variant="ghost" size="sm" onClick={() => setPicked(null)}>
                    <X aria-hidden />
                    {t("clearPicked")}
                  </Button>
                )}
              </p>
            </div>
            {snapshot.error && !snapshot.data ? (
              <LoadFailed error={snapshot.error} onRetry={() => void snapshot.refetch()} />
            ) : snapshot.data === undefined ? (
              <div className="flex flex-col gap-5 p-4" aria-busy>
                {["w-1/2", "w-2/3", "w-1/3", "w-3/5"].map((width) => (
                  <Skeleton key={width} className={width} />
                ))}
              </div>
            ) : rows.length === 0 ? (
              <StatePanel icon={Truck} title={t("empty")} className="py-8">
                {snapshot.data.length === 0 ? t("emptyBody") : t("emptyFiltered")}
              </StatePanel>
            ) : (
              <VehicleList rows={rows} selectedId={url.vehicle} onPick={pickVehicle} />
            )}
          </>
        )}
      </aside>
      <div className="relative min-h-0 min-w-0 flex-1 overflow-hidden bg-sunken">
        <h1 className="sr-only">{t("title")}</h1>
        <MapCanvas
          bounds={boundsFrom(organisation.bounds)}
          field={field}
          overlays={{
            ...overlays,
            ...(zoneData ? { zones: zoneData } : {}),
            ...(placeData ? { places: placeData } : {}),
            ...(siteData ? { sites: siteData } : {}),
          }}
          onReady={setGround}
          onPick={onPick}
          onBox={selectIn}
          onView={(bounds, zoom) => setView({ bounds, zoom })}
          onBaseMissing={setMissing}
        />
        <MapTools
          layers={url.layers}
          onLayers={(layers) => void setUrl({ layers })}
          isBoxMode={isBoxMode}
          onBoxMode={setIsBoxMode}
          onSelectView={() => {
            if (view) selectIn(view.bounds);
          }}
          onHome={() => ground?.fit(boundsFrom(organisation.bounds))}
        />
        <div className="pointer-events-none absolute start-2 bottom-2 z-10 flex flex-col items-start gap-1">
          {missing === null ? null : (
            <p role="status" title={missing} className="rounded-md bg-warn-soft px-2 py-1 text-warn text-xs">
              {t("baseMissing")}
            </p>
          )}
          {snapshot.data?.length === MOST_ON_MAP ? (
            <p role="status" className="rounded-md border bg-raised px-2 py-1 text-muted text-xs">
              {t("vehiclesSome", { count: MOST_ON_MAP })}
            </p>
          ) : null}
          {wantsSites && (view?.zoom ?? 0) < SITES_ZOOM ? (
            <p role="status" className="rounded-md border bg-raised px-2 py-1 text-muted text-xs">
              {t("sitesZoom")}
            </p>
          ) : null}
          {wantsSites && sites.data && sites.data.total > sites.data.rows.length ? (
            <p role="status" className="rounded-md border bg-raised px-2 py-1 text-muted text-xs">
              {t("sitesSome", { shown: sites.data.rows.length, total: sites.data.total })}
            </p>
          ) : null}
        </div>
      </div>
    </div>
  );
};
