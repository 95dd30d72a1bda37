"use client";

import { useEffect, useRef, useState } from "react";
import { useResolvedTheme } from "#components/use-theme.ts";
import type { Bounds } from "./geometry.ts";
import { createGround, type Ground, type Picked } from "./ground.ts";
import { emptyOverlays, type OverlayData, type OverlayName } from "./overlays.ts";
import type { VehicleField } from "./vehicle-field.ts";

/** What the map tells the page. */
export type MapEvents = {
  onReady: (ground: Ground | null) => void;
  onPick: (picked: Picked | null) => void;
  onBox: (bounds: Bounds) => void;
  onView: (bounds: Bounds, zoom: number) => void;
  onBaseMissing: (reason: string) => void;
};

/** The map itself; the page gives it data and hears what is done on it. */
export const MapCanvas = ({
  bounds,
  field,
  overlays,
  ...events
}: {
  bounds: Bounds;
  field: VehicleField;
  overlays: Partial<OverlayData>;
} & MapEvents) => {
  const box = useRef<HTMLDivElement>(null);
  const theme = useResolvedTheme();
  const [ground, setGround] = useState<Ground | null>(null);
  const latest = useRef(events);
  const home = useRef(bounds);
  useEffect(() => {
    latest.current = events;
  });
  useEffect(() => {
    if (box.current === null) return;
    const made = createGround({
      container: box.current,
      bounds: home.current,
      field,
      data: emptyOverlays(),
      onPick: (picked) => latest.current.onPick(picked),
      onBox: (drawn) => latest.current.onBox(drawn),
      onView: (view, zoom) => latest.current.onView(view, zoom),
      onBaseMissing: (reason) => latest.current.onBaseMissing(reason),
    });
    setGround(made);
    latest.current.onReady(made);
    return () => {
      latest.current.onReady(null);
      setGround(null);
      made.remove();
    };
  }, [field]);
  useEffect(() => {
    void ground?.setTheme(theme);
  }, [ground, theme]);
  const { zones, sites, ways, track, stops, places } = overlays;
  useShown(ground, "zones", zones);
  useShown(ground, "sites", sites);
  useShown(ground, "ways", ways);
  useShown(ground, "track", track);
  useShown(ground, "stops", stops);
  useShown(ground, "places", places);
  return <div ref={box} className="size-full" />;
};

const useShown = <N extends OverlayName>(
  ground: Ground | null,
  name: N,
  data: OverlayData[N] | undefined,
): void => {
  useEffect(() => {
    if (data) ground?.show(name, data);
  }, [ground, name, data]);
};
