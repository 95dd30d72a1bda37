"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { boundsOf } from "#components/map/geometry.ts";
import type { Ground } from "#components/map/ground.ts";
import { MapCanvas } from "#components/map/map-canvas.tsx";
import { createVehicleField } from "#components/map/vehicle-field.ts";
import { useMe } from "#components/me.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import type { ListName } from "#server/ask/schema.ts";
import { type PlacedRow, rowFeatures } from "./placed-rows.ts";

const nothing = () => {};

/** Rows of an answer where they lie; a click opens the thing itself, where it has a page. */
export const AnswerMap = ({
  title,
  rows,
  list,
}: {
  title: string;
  rows: readonly PlacedRow[];
  list: ListName | null;
}) => {
  const map = useTranslations("ask");
  const router = useRouter();
  const href = useDepotHref();
  const { organisation } = useMe();
  // Nothing moves on this map.
  const [field] = useState(createVehicleField);
  const [ground, setGround] = useState<Ground | null>(null);
  const [missing, setMissing] = useState<string | null>(null);
  const stops = useMemo(() => rowFeatures(rows), [rows]);
  useEffect(() => {
    const box = boundsOf(rows.map(({ lng, lat }): [number, number] => [lng, lat]));
    if (ground !== null && box !== undefined) ground.fit(box);
  }, [ground, rows]);
  const [west = -5, south = 50, east = 5, north = 55] = organisation.bounds;
  return (
    <section aria-label={map("mapOf", { title })} className="relative h-96 overflow-hidden bg-sunken">
      <MapCanvas
        bounds={[west, south, east, north]}
        field={field}
        overlays={{ stops }}
        onReady={setGround}
        onPick={(picked) => {
          if (picked?.kind === "stop" && list !== null) router.push(href(`/${list}?id=${picked.id}`));
        }}
        onBox={nothing}
        onView={nothing}
        onBaseMissing={setMissing}
      />
      {missing === null ? null : (
        <p
          role="status"
          title={missing}
          className="absolute start-2 bottom-2 rounded-md bg-warn-soft px-2 py-1 text-warn text-xs"
        >
          {map("baseMissing")}
        </p>
      )}
    </section>
  );
};
