"use client";

import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { DetailPanel, Fields, PanelSection } from "#components/detail-panel.tsx";
import { Link } from "#components/link.tsx";
import { useFormats } from "#components/me.tsx";
import { Status } from "#components/operations/status.tsx";
import { useReason } from "#components/reason.ts";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import type { Alternative, BoardDay } from "#server/routing/schema.ts";
import { Alternatives } from "./alternatives.tsx";
import { type Lane, placeOfStop } from "./board-lanes.ts";

/** One stop of the board: what it is, and the cheapest trucks for it, each a click away. */
export const BoardStop = ({
  stopId,
  day,
  lanes,
  mayMove,
  isBusy,
  onChoose,
  onClose,
}: {
  stopId: number;
  day: BoardDay;
  lanes: readonly Lane[];
  mayMove: boolean;
  isBusy: boolean;
  onChoose: (place: Alternative) => void;
  onClose: () => void;
}) => {
  const t = useTranslations("board");
  const reason = useReason();
  const common = useTranslations("common");
  const formats = useFormats();
  const href = useDepotHref();
  const trpc = useTRPC();
  const place = placeOfStop(lanes, day.tray, stopId);
  const lane = typeof place === "object" && place !== null ? lanes[place.row] : undefined;
  const visit = lane?.route.visits.find((each) => each.stopId === stopId);
  const waiting = day.tray.find((stop) => stop.stopId === stopId);
  const isFixed = visit?.isPinned ?? false;
  const why = useQuery(
    trpc.routing.board.places.queryOptions(
      { serviceDay: day.serviceDay, stopId },
      { enabled: place !== null && !isFixed },
    ),
  );
  const stream = visit?.stream ?? waiting?.stream ?? null;
  if (place === null)
    return (
      <DetailPanel title={t("noStop")} onClose={onClose}>
        <StatePanel icon={SearchX} title={t("notHere")}>
          {t("notHereBody")}
        </StatePanel>
      </DetailPanel>
    );
  return (
    <DetailPanel title={visit?.name ?? waiting?.name ?? t("noStop")} onClose={onClose}>
      <Fields
        fields={[
          {
            label: t("truck"),
            value: lane ? (
              lane.route.vehicle
            ) : (
              <span className="text-warn">
                {waiting?.leftBy ? t("leftBy", { vehicle: waiting.leftBy }) : t("unassigned")}
              </span>
            ),
          },
          ...(visit
            ? [
                {
                  label: t("planned"),
                  value: `${formats.time(visit.startAt)}–${formats.time(visit.endAt)}`,
                },
                { label: t("status"), value: <Status status={visit.status ?? "pending"} /> },
                ...(visit.lateS > 0
                  ? [
                      {
                        label: t("late"),
                        value: <span className="text-bad">{formats.duration(visit.lateS)}</span>,
                      },
                    ]
                  : []),
              ]
            : []),
          ...(waiting
            ? [
                {
                  label: t("window"),
                  value: `${formats.time(waiting.windowStartAt)}–${formats.time(waiting.windowEndAt)}`,
                },
              ]
            : []),
          ...(stream === null
            ? []
            : [
                {
                  label: t("stream"),
                  value: common.has(`stream.${stream}`) ? common(`stream.${stream}`) : stream,
                },
              ]),
        ]}
      />
      <div className="px-4 pb-3">
        <Link
          href={href(`/stops?id=${stopId}&day=${day.serviceDay}`)}
          prefetch={false}
          className={buttonClass({ size: "sm" })}
        >
          {t("openStop")}
        </Link>
      </div>
      <PanelSection title={t(place === "tray" ? "insert" : "otherTrucks")}>
        {isFixed ? (
          <p className="text-muted">{t("pinnedHint")}</p>
        ) : why.error ? (
          <p className="text-bad" role="alert">
            {reason(why.error)}
          </p>
        ) : why.data ? (
          <Alternatives why={why.data} isDisabled={isBusy} {...(mayMove ? { onChoose } : {})} />
        ) : (
          <Skeleton className="w-2/3" />
        )}
      </PanelSection>
    </DetailPanel>
  );
};
