"use client";

import { useQuery } from "@tanstack/react-query";
import { MapPin, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Age, RealAge } from "#components/age.tsx";
import { useTRPC } from "#components/client.ts";
import { DetailPanel, Fields, PanelSection } from "#components/detail-panel.tsx";
import { Notes } from "#components/fleet/notes.tsx";
import { Link } from "#components/link.tsx";
import { useWords } from "#components/list/use-choices.ts";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { RescueButton } from "#components/routing/rescue-button.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import type { ExceptionRow } from "#server/operations/schema.ts";
import { CloseButton } from "./exception-close.tsx";
import { placeOf, ServiceClockText, useKind } from "./exception-parts.tsx";
import type { Step } from "./exception-work.ts";
import { toneOf } from "./status.tsx";

type Work = { mayWork: boolean; isBusy: boolean; onStep: (ids: number[], step: Step) => void };

const Steps = ({ row, isBusy, onStep }: { row: ExceptionRow } & Omit<Work, "mayWork">) => {
  const t = useTranslations("exceptions");
  const step = (kind: "take" | "release" | "reopen", variant: "primary" | "secondary") => (
    <Button variant={variant} disabled={isBusy} onClick={() => onStep([row.id], { kind })}>
      {t(kind)}
    </Button>
  );
  return (
    <div className="flex flex-wrap gap-2 px-4 pb-3">
      {row.status === "open" ? step("take", "primary") : null}
      {row.status === "closed" ? step("reopen", "secondary") : null}
      {row.status === "closed" ? null : (
        <CloseButton
          align="start"
          variant={row.status === "taken" ? "primary" : "secondary"}
          disabled={isBusy}
          onClose={(resolution) => onStep([row.id], { kind: "close", resolution })}
        >
          {t("close")}
        </CloseButton>
      )}
      {row.status === "taken" ? step("release", "secondary") : null}
      {row.kind === "vehicle-breakdown" && row.vehicleId !== null && row.status !== "closed" ? (
        <RescueButton vehicleId={row.vehicleId} />
      ) : null}
    </div>
  );
};

const Facts = ({ row }: { row: ExceptionRow }) => {
  const t = useTranslations("exceptions");
  const formats = useFormats();
  const words = useWords();
  const href = useDepotHref();
  const link = (path: string, id: number | null, text: string | null): ReactNode =>
    id === null || text === null ? null : (
      <Link href={href(`/${path}?id=${id}`)} prefetch={false} className="text-accent-text hover:underline">
        {text}
      </Link>
    );
  const fields: { label: string; value: ReactNode }[] = [
    { label: t("site"), value: link("sites", row.siteId, row.site) },
    { label: t("note"), value: row.note },
    { label: t("route"), value: link("routes", row.routeId, row.route) },
    { label: t("vehicle"), value: link("vehicles", row.vehicleId, row.vehicle) },
    { label: t("driver"), value: link("drivers", row.driverId, row.driver) },
    { label: t("stream"), value: row.stream === null ? null : words("stream", row.stream) },
    { label: t("zone"), value: row.zone },
    { label: t("depot"), value: row.depot },
    { label: t("opened"), value: formats.dateTime(row.openedAt) },
    { label: t("respondBy"), value: formats.dateTime(row.respondBy) },
    { label: t("owner"), value: row.owner },
    { label: t("resolutionIs"), value: row.resolution },
    {
      label: t("reportedBy"),
      value: t.has(`source.${row.source}`) ? t(`source.${row.source}`) : row.source,
    },
  ];
  return <Fields fields={fields.filter(({ value }) => value !== null && value !== "")} />;
};

const History = ({ row }: { row: ExceptionRow }) => {
  const t = useTranslations("exceptions");
  const reason = useReason();
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.operations.exceptions.history.queryOptions({ id: row.id }));
  const source = t.has(`source.${row.source}`) ? t(`source.${row.source}`) : row.source;
  return (
    <PanelSection title={t("history")}>
      {error ? <p className="text-bad">{reason(error)}</p> : null}
      <ol className="flex flex-col gap-2">
        {data?.map((change) => {
          const verb = change.action.split(".")[1] ?? change.action;
          const what = t.has(`event.${verb}`) ? t(`event.${verb}`) : change.action;
          return (
            <li key={change.id} className="flex items-baseline gap-2">
              <span className="min-w-0 flex-1">
                <span className="font-medium">{change.actor}</span>{" "}
                <span className={change.isUndone ? "text-faint line-through" : ""}>
                  {change.isUndo ? t("event.undo", { what }) : what}
                </span>
                {change.isUndone ? <span className="ms-1.5 text-faint text-xs">{t("isUndone")}</span> : null}
              </span>
              <span className="shrink-0 text-muted text-xs">
                {t.rich("ago", { age: () => <RealAge atMs={Date.parse(change.at)} /> })}
              </span>
            </li>
          );
        })}
        <li className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1">
            <span className="font-medium">{row.driver && row.source === "driver" ? row.driver : source}</span>{" "}
            {t("event.opened")}
          </span>
          <span className="shrink-0 text-muted text-xs">
            {t.rich("ago", { age: () => <Age at={row.openedAt} /> })}
          </span>
        </li>
      </ol>
    </PanelSection>
  );
};

/** One exception: its clock, the steps it allows, its facts, its photo, and what was done with it. */
export const ExceptionDetail = ({ id, onClose, ...work }: { id: number; onClose: () => void } & Work) => {
  const t = useTranslations("exceptions");
  const common = useTranslations("common");
  const formats = useFormats();
  const kind = useKind();
  const trpc = useTRPC();
  const reason = useReason();
  const href = useDepotHref();
  const { data: row, error } = useQuery(trpc.operations.exceptions.get.queryOptions({ id }));
  if (row === undefined)
    return (
      <DetailPanel title={t("title")} onClose={onClose}>
        {error ? (
          <StatePanel icon={SearchX} title={common("errorTitle")} isAlert>
            {reason(error)}
          </StatePanel>
        ) : (
          <div className="flex flex-col gap-4 p-4">
            {["w-1/2", "w-2/3", "w-1/3"].map((width) => (
              <Skeleton key={width} className={width} />
            ))}
          </div>
        )}
      </DetailPanel>
    );
  return (
    <DetailPanel title={[kind(row.kind), placeOf(row)].filter(Boolean).join(", ")} onClose={onClose}>
      <div className="flex flex-wrap items-center gap-3 px-4 py-3">
        <Badge tone={toneOf(row.status)}>{t(`status.${row.status}`)}</Badge>
        <ServiceClockText row={row} />
        {row.calledAfter ? (
          <Badge tone="warn">
            <span title={t("calledHint")}>{t("called")}</span>
          </Badge>
        ) : null}
        {row.lng === null ? null : (
          <Link
            href={href(`/map?at=${row.lng.toFixed(5)},${row.lat?.toFixed(5)}`)}
            prefetch={false}
            className={buttonClass({ size: "sm", variant: "ghost", className: "ms-auto" })}
          >
            <MapPin aria-hidden />
            {t("showOnMap")}
          </Link>
        )}
      </div>
      {work.mayWork ? <Steps row={row} isBusy={work.isBusy} onStep={work.onStep} /> : null}
      <div className="border-t">
        <Facts row={row} />
      </div>
      {row.hasPhoto ? (
        <PanelSection title={t("photos")}>
          {/* biome-ignore lint/performance/noImgElement: it is private, and drawn or streamed by our own server */}
          <img
            src={`/api/v1/exceptions/${row.id}/photo`}
            alt={t("photoAlt", { time: formats.time(row.openedAt) })}
            width={640}
            height={360}
            loading="lazy"
            className="h-auto w-full rounded-md bg-sunken"
          />
        </PanelSection>
      ) : null}
      <History row={row} />
      <Notes subject="exception" subjectId={row.id} />
    </DetailPanel>
  );
};
