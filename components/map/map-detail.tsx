"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Crosshair, ListChecks, Truck } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useTRPC } from "#components/client.ts";
import { Fields } from "#components/detail-panel.tsx";
import { Link } from "#components/link.tsx";
import { useWords } from "#components/list/use-choices.ts";
import { RouteDelayCell, RouteEndCell, RouteProgressCell } from "#components/operations/route-cells.tsx";
import {
  VehicleHeardCell,
  VehicleLoadCell,
  VehicleSinceCell,
  VehicleSpeedCell,
  VehicleStatusCell,
} from "#components/operations/vehicle-cells.tsx";
import { useReason } from "#components/reason.ts";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Skeleton } from "#components/ui/states.tsx";

const REFETCH_MS = 30_000;

const Head = ({ title, onBack, children }: { title: string; onBack: () => void; children?: ReactNode }) => {
  const t = useTranslations("map");
  return (
    <div className="flex h-11 shrink-0 items-center gap-1 border-b px-1.5">
      <Button variant="ghost" size="icon-sm" aria-label={t("back")} onClick={onBack}>
        <ArrowLeft className="rtl:rotate-180" />
      </Button>
      <h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>
      {children}
    </div>
  );
};

const RouteFacts = ({ routeId }: { routeId: number }) => {
  const t = useTranslations("map");
  const words = useWords();
  const href = useDepotHref();
  const trpc = useTRPC();
  const reason = useReason();
  const { data: row, error } = useQuery(
    trpc.operations.routes.get.queryOptions({ id: routeId }, { refetchInterval: REFETCH_MS }),
  );
  if (row === undefined)
    return error ? <p className="px-4 py-3 text-bad">{reason(error)}</p> : <Skeleton className="m-4 w-2/3" />;
  return (
    <section aria-label={row.name} className="border-t pt-3">
      <h3 className="flex items-center gap-2 px-4 font-medium">
        {row.name}
        <span className="font-normal text-muted">{words("stream", row.stream)}</span>
        <span className="ms-auto">
          <RouteDelayCell row={row} />
        </span>
      </h3>
      <div className="px-4 pt-2">
        <RouteProgressCell row={row} />
      </div>
      <Fields
        fields={[
          { label: t("expectedEnd"), value: <RouteEndCell row={row} /> },
          { label: t("driver"), value: row.driver },
          { label: t("zone"), value: row.zone },
        ].filter(({ value }) => value !== null)}
      />
      <div className="flex flex-wrap gap-2 px-4 pb-3">
        <Link
          href={href(`/routes?id=${row.id}&day=${row.serviceDay}`)}
          prefetch={false}
          className={buttonClass({ size: "sm" })}
        >
          <ListChecks aria-hidden />
          {t("openRoute")}
        </Link>
      </div>
    </section>
  );
};

/** The vehicle that is picked: what it does, its route and how far that is, and whether the map follows it. */
export const VehicleOnMap = ({
  id,
  isFollowed,
  onFollow,
  onBack,
}: {
  id: number;
  isFollowed: boolean;
  onFollow: (isFollowed: boolean) => void;
  onBack: () => void;
}) => {
  const t = useTranslations("map");
  const common = useTranslations("common");
  const href = useDepotHref();
  const trpc = useTRPC();
  const reason = useReason();
  const { data: row, error } = useQuery(
    trpc.operations.vehicles.get.queryOptions({ id }, { refetchInterval: REFETCH_MS }),
  );
  return (
    <>
      <Head title={row?.name ?? t("vehicle")} onBack={onBack}>
        <Button
          size="sm"
          aria-pressed={isFollowed}
          onClick={() => onFollow(!isFollowed)}
          className={cn(isFollowed && "border-accent bg-accent-soft text-accent-text hover:bg-accent-soft")}
        >
          <Crosshair aria-hidden />
          {isFollowed ? t("following") : t("follow")}
        </Button>
      </Head>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard */}
      <section className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} aria-label={row?.name ?? t("vehicle")}>
        {row === undefined ? (
          error ? (
            <p role="alert" className="p-4 text-bad">
              {common("errorTitle")}: {reason(error)}
            </p>
          ) : (
            <Skeleton className="m-4 w-1/2" />
          )
        ) : (
          <>
            <Fields
              fields={[
                { label: t("status"), value: <VehicleStatusCell row={row} /> },
                { label: t("since"), value: <VehicleSinceCell row={row} /> },
                { label: t("speed"), value: <VehicleSpeedCell row={row} /> },
                { label: t("load"), value: <VehicleLoadCell row={row} /> },
                { label: t("heard"), value: <VehicleHeardCell row={row} /> },
                { label: t("driver"), value: row.driver ?? common("none") },
                { label: t("depot"), value: row.depot },
              ]}
            />
            <div className="flex flex-wrap gap-2 px-4 pb-3">
              <Link
                href={href(`/vehicles?id=${row.id}`)}
                prefetch={false}
                className={buttonClass({ size: "sm" })}
              >
                <Truck aria-hidden />
                {t("openVehicle")}
              </Link>
            </div>
            {row.routeId === null ? null : <RouteFacts routeId={row.routeId} />}
          </>
        )}
      </section>
    </>
  );
};

/** The route that is picked, without a vehicle. */
export const RouteOnMap = ({ id, onBack }: { id: number; onBack: () => void }) => {
  const t = useTranslations("map");
  return (
    <>
      <Head title={t("route")} onBack={onBack} />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <RouteFacts routeId={id} />
      </div>
    </>
  );
};
