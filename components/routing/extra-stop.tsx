"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useDayClock } from "#components/day-clock.ts";
import { DayPicker } from "#components/list/list-toolbar.tsx";
import { useWords } from "#components/list/use-choices.ts";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { SiteRow } from "#server/fleet/schema.ts";
import type { ExtraStop, PricedPlace } from "#server/routing/schema.ts";
import { PriceFigures } from "./move-price.tsx";
import { SitePicker } from "./site-picker.tsx";
import { useMoves } from "./use-moves.ts";

/** The cheapest places for a stop that is not of the day yet, each with its whole price. */
const Places = ({
  extra,
  isBusy,
  onChoose,
}: {
  extra: ExtraStop;
  isBusy: boolean;
  onChoose: (place: PricedPlace) => void;
}) => {
  const t = useTranslations("board");
  const trpc = useTRPC();
  const reason = useReason();
  const { data, error } = useQuery(
    trpc.routing.board.extraPlaces.queryOptions(extra, { retry: false, staleTime: 0 }),
  );
  if (error)
    return (
      <p role="alert" className="text-bad">
        {reason(error)}
      </p>
    );
  if (data === undefined) return <Skeleton className="w-2/3" />;
  if (data.reason !== null) return <p className="text-warn">{data.reason}</p>;
  return (
    <ul className="divide-y">
      {data.places.map((place) => (
        <li key={`${place.vehicleId} ${place.position}`} className="flex items-center gap-3 py-2">
          <div className="flex min-w-0 flex-1 flex-col gap-1">
            <p className="truncate">
              <span className="font-medium">{place.vehicle}</span>
              <span className="text-muted"> · {t("behind", { count: place.position })}</span>
            </p>
            <PriceFigures price={place.price} />
          </div>
          <Button size="sm" disabled={isBusy} onClick={() => onChoose(place)}>
            {t("put")}
          </Button>
        </li>
      ))}
    </ul>
  );
};

/** Containers of a site by stream: what an extra collection may be for. */
const useStreams = (site: SiteRow | null) => {
  const t = useTranslations("board");
  const trpc = useTRPC();
  const formats = useFormats();
  const wordsOf = useWords();
  const { data } = useQuery(trpc.fleet.sites.get.queryOptions(site === null ? skipToken : { id: site.id }));
  return (site?.streams ?? []).map((stream) => {
    const own = (data?.containers ?? []).filter((container) => container.stream === stream);
    const litres = own.reduce((sum, { volumeL }) => sum + volumeL, 0);
    const words = wordsOf("stream", stream);
    return {
      value: stream,
      label:
        own.length === 0
          ? words
          : t("extra.containers", { stream: words, count: own.length, volume: formats.litres(litres) }),
    };
  });
};

/** Asks for an extra collection: which day, site and stream, and on which truck, once the prices are known. */
export const ExtraStopDialog = ({ day, onClose }: { day: string | null; onClose: () => void }) => {
  const t = useTranslations("board");
  const { add, isBusy } = useMoves();
  const today = useDayClock()?.serviceDay ?? null;
  const [chosenDay, setChosenDay] = useState(day);
  const [site, setSite] = useState<SiteRow | null>(null);
  const [chosenStream, setChosenStream] = useState<string | null>(null);
  const streams = useStreams(site);
  const stream = chosenStream ?? streams[0]?.value ?? null;
  const serviceDay = chosenDay ?? today;
  const extra =
    serviceDay === null || site === null || stream === null ? null : { serviceDay, siteId: site.id, stream };
  const put = async (
    place: Pick<PricedPlace, "vehicleId" | "vehicle" | "position"> | null,
  ): Promise<void> => {
    if (extra === null || site === null) return;
    const to = place === null ? null : { vehicleId: place.vehicleId, position: place.position };
    const isDone = await add({ ...extra, to }, { stop: site.name, vehicle: place?.vehicle ?? null });
    if (isDone) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("extra.title")}
      footer={
        <div className="flex shrink-0 items-center justify-end gap-2 border-t px-4 py-3">
          <p className="me-auto text-muted text-xs">{t("extra.hint")}</p>
          <Button disabled={isBusy || extra === null} onClick={() => void put(null)}>
            {t("extra.toTray")}
          </Button>
        </div>
      }
    >
      <div className="flex flex-col gap-3 p-4">
        <DayPicker day={chosenDay} onChange={setChosenDay} />
        <SitePicker
          onChange={(picked) => {
            setSite(picked);
            setChosenStream(null);
          }}
        />
        {stream === null ? null : (
          <Segmented label={t("stream")} value={stream} choices={streams} onChange={setChosenStream} />
        )}
        {extra === null ? null : (
          <section aria-label={t("insert")}>
            <h3 className="font-medium text-muted text-xs">{t("insert")}</h3>
            <Places extra={extra} isBusy={isBusy} onChoose={(place) => void put(place)} />
          </section>
        )}
      </div>
    </Dialog>
  );
};
