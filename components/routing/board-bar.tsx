"use client";

import { useTranslations } from "next-intl";
import { RealAge } from "#components/age.tsx";
import { DayPicker } from "#components/list/list-toolbar.tsx";
import { useFormats } from "#components/me.tsx";
import type { BoardDay } from "#server/routing/schema.ts";
import { useBoardUrl } from "./board-url.ts";
import { ExtraStopButton } from "./extra-stop-button.tsx";
import { StartPlan } from "./start-plan.tsx";

const Totals = ({ day }: { day: BoardDay }) => {
  const t = useTranslations("board");
  const formats = useFormats();
  const { totals } = day;
  const parts = [
    t("totals.vehicles", { count: totals.vehicles }),
    t("totals.stops", { count: totals.stops }),
    formats.distance(totals.distanceM),
    formats.duration(totals.durationS),
    formats.money(totals.costCents),
  ];
  return (
    <p className="flex flex-wrap gap-x-3 text-muted text-xs tabular-nums">
      {parts.map((part) => (
        <span key={part} className="whitespace-nowrap">
          {part}
        </span>
      ))}
      {totals.lateStops > 0 ? (
        <span className="whitespace-nowrap text-bad">{t("totals.late", { count: totals.lateStops })}</span>
      ) : null}
      {totals.violations > 0 ? (
        <span className="whitespace-nowrap text-warn">
          {t("totals.broken", { count: totals.violations })}
        </span>
      ) : null}
    </p>
  );
};

/** Which day the board shows, what it comes to, and the ways to a better one. */
export const BoardBar = ({ day, updatedAtMs }: { day: BoardDay | undefined; updatedAtMs: number }) => {
  const t = useTranslations("board");
  const list = useTranslations("list");
  const { serviceDay, setUrl } = useBoardUrl();
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1.5 border-b bg-surface px-3 py-2">
      <h1 className="font-semibold text-base max-md:sr-only">{t("title")}</h1>
      <DayPicker day={serviceDay} onChange={(to) => setUrl({ day: to, stop: null })} />
      <div className="ms-auto flex flex-wrap items-center gap-2">
        <ExtraStopButton day={serviceDay} />
        <StartPlan />
      </div>
      {day === undefined ? null : (
        <div className="flex basis-full items-baseline gap-3">
          <Totals day={day} />
          <span className="ms-auto whitespace-nowrap text-faint text-xs max-sm:hidden">
            {list.rich("asOf", { age: () => <RealAge atMs={updatedAtMs} /> })}
          </span>
        </div>
      )}
    </div>
  );
};
