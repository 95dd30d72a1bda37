"use client";

import { useQuery } from "@tanstack/react-query";
import { Coffee, Recycle } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "#components/client.ts";
import { DetailPanel, Fields, PanelSection } from "#components/detail-panel.tsx";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { Badge } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/cn.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { PlanDay, PlanDetail, PlanVisit } from "#server/routing/schema.ts";
import { Alternatives } from "./alternatives.tsx";
import { loadText } from "./load-text.ts";

const Why = ({ planId, stopId }: { planId: number; stopId: number }) => {
  const t = useTranslations("plans");
  const trpc = useTRPC();
  const reason = useReason();
  const why = useQuery(trpc.routing.plans.why.queryOptions({ id: planId, stopId }, { staleTime: 60_000 }));
  return (
    <div className="ms-8 mb-2 rounded-md border bg-canvas px-3 py-2">
      <h4 className="pb-1 font-medium text-muted text-xs">{t("why")}</h4>
      {why.error ? (
        <p role="alert" className="text-bad">
          {reason(why.error)}
        </p>
      ) : why.data ? (
        <Alternatives why={why.data} />
      ) : (
        <Skeleton className="w-2/3" />
      )}
    </div>
  );
};

const Visit = ({
  visit,
  number,
  load,
  isOpen,
  isMoved,
  onOpen,
}: {
  visit: PlanVisit;
  number: number;
  load: string;
  isOpen: boolean;
  isMoved: boolean;
  onOpen: ((stopId: number) => void) | undefined;
}) => {
  const t = useTranslations("plans");
  const formats = useFormats();
  const Icon = visit.kind === "tip" ? Recycle : Coffee;
  const words = (
    <>
      <span className="flex w-6 shrink-0 justify-end text-faint text-xs tabular-nums">
        {visit.kind === "stop" ? number : <Icon className="size-3.5" aria-hidden />}
      </span>
      <span className={cn("min-w-0 flex-1 truncate", visit.kind !== "stop" && "text-muted")}>
        {visit.name}
      </span>
      {visit.overflow ? (
        <Badge tone="accent">
          {t("overflow", {
            chance: formats.chance(visit.overflow.chance),
            day: formats.day(visit.overflow.pickup),
          })}
        </Badge>
      ) : isMoved ? (
        <Badge tone="accent">{t("moved")}</Badge>
      ) : null}
      {visit.lateS > 0 ? (
        <Badge tone="bad">{t("lateBy", { time: formats.duration(visit.lateS) })}</Badge>
      ) : null}
      <span className="shrink-0 text-faint text-xs tabular-nums" title={t("aboard", { load })}>
        {load}
      </span>
      <span className="w-10 shrink-0 text-end text-muted text-xs tabular-nums">
        {formats.time(visit.startAt)}
      </span>
    </>
  );
  const { stopId } = visit;
  if (stopId === null || onOpen === undefined)
    return <span className="flex items-center gap-2 py-1">{words}</span>;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={() => onOpen(stopId)}
      className="-mx-2 flex w-[calc(100%+1rem)] items-center gap-2 rounded-md px-2 py-1 text-start hover:bg-hover aria-expanded:bg-selected"
    >
      {words}
    </button>
  );
};

/** One truck's day in a plan, as proposed or as it stands; each stop says why it is on this truck. */
export const PlanRoutePanel = ({
  plan,
  vehicleId,
  stopId,
  moved,
  onStop,
  onClose,
}: {
  plan: PlanDetail;
  vehicleId: number;
  stopId: number | null;
  moved: ReadonlySet<number>;
  onStop: (stopId: number | null) => void;
  onClose: () => void;
}) => {
  const t = useTranslations("plans");
  const formats = useFormats();
  const [side, setSide] = useState<"proposal" | "current">(
    plan.proposalDay === null ? "current" : "proposal",
  );
  const day: PlanDay | null = side === "proposal" ? plan.proposalDay : plan.currentDay;
  const route = day?.routes.find((each) => each.vehicleId === vehicleId);
  const other = [plan.proposalDay, plan.currentDay]
    .flatMap((each) => each?.routes ?? [])
    .find((each) => each.vehicleId === vehicleId);
  let number = 0;
  return (
    <DetailPanel title={other?.vehicle ?? t("truck")} onClose={onClose}>
      {plan.proposalDay === null ? null : (
        <div className="px-4 pt-3">
          <Segmented
            label={t("side")}
            value={side}
            choices={[
              { value: "proposal", label: t("proposed") },
              { value: "current", label: t("current") },
            ]}
            onChange={setSide}
          />
        </div>
      )}
      {route === undefined || day === null ? (
        <p className="p-4 text-muted">{t("standsStill")}</p>
      ) : (
        <>
          <Fields
            fields={[
              { label: t("route"), value: route.route ?? t("noRoute") },
              { label: t("from"), value: `${formats.time(route.startAt)}–${formats.time(route.endAt)}` },
              {
                label: t("shift"),
                value: `${formats.time(route.shiftStartAt)}–${formats.time(route.shiftEndAt)}`,
              },
              { label: t("measure.distanceM"), value: formats.distance(route.distanceM) },
              { label: t("measure.costCents"), value: formats.money(route.costCents) },
              { label: t("load"), value: loadText(formats, day.loadUnit, route.load) },
            ]}
          />
          {route.violations.length === 0 ? null : (
            <ul className="px-4 pb-3 text-bad">
              {route.violations.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
          <PanelSection title={t("stopsOf", { count: route.stops })}>
            <ol>
              {route.visits.map((visit) => {
                if (visit.kind === "stop") number++;
                const isOpen = visit.stopId !== null && visit.stopId === stopId;
                return (
                  <li key={`${visit.kind} ${visit.stopId ?? visit.startAt}`}>
                    <Visit
                      visit={visit}
                      number={number}
                      load={loadText(formats, day.loadUnit, visit.load)}
                      isOpen={isOpen}
                      isMoved={side === "proposal" && visit.stopId !== null && moved.has(visit.stopId)}
                      onOpen={side === "proposal" ? (id) => onStop(id === stopId ? null : id) : undefined}
                    />
                    {isOpen && side === "proposal" && visit.stopId !== null ? (
                      <Why planId={plan.id} stopId={visit.stopId} />
                    ) : null}
                  </li>
                );
              })}
            </ol>
          </PanelSection>
        </>
      )}
    </DetailPanel>
  );
};
