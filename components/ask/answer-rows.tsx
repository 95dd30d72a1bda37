"use client";

import { Copy, Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { LazyChart } from "#components/kpi/lazy-chart.tsx";
import { later } from "#components/later.tsx";
import { useFormats } from "#components/me.tsx";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { AnswerPart, ListName, QueryPlan } from "#server/ask/schema.ts";
import { AnswerTable } from "./answer-table.tsx";
import { cellText } from "./cell-text.ts";
import { chartOf } from "./chart-of.ts";
import { axisTextOf, pointLabel } from "./chart-text.ts";
import { saveCsv, toCsv, toTsv } from "./csv.ts";
import { placedRows } from "./placed-rows.ts";
import { useCells } from "./use-cells.ts";

type Rows = Extract<AnswerPart, { type: "rows" }>;

/** Ways to see the rows of an answer. */
export const VIEWS = ["chart", "map", "table"] as const;

/** One of {@link VIEWS}. */
export type View = (typeof VIEWS)[number];

const AnswerMap = later(
  () => import("./answer-map.tsx").then((module) => module.AnswerMap),
  <Skeleton className="h-96 w-full rounded-none!" />,
);

const LISTS: readonly string[] = [
  "vehicles",
  "routes",
  "stops",
  "exceptions",
  "drivers",
  "sites",
  "customers",
];

/** The list that rows of an answer are of, so that each can be opened; null for groups and sums. */
const listOf = (plan: QueryPlan | undefined, part: Rows): ListName | null => {
  if (plan?.kind === "list" || plan?.kind === "count") return plan.list;
  if (plan?.kind === "nearest") return "vehicles";
  if (plan?.kind === "finish") return "routes";
  const word = part.title.split(" ").find((one) => LISTS.includes(one));
  return plan?.kind === "zone" || plan?.kind === "breakdowns"
    ? ((word as ListName | undefined) ?? (plan.kind === "breakdowns" ? "exceptions" : null))
    : null;
};

/** The rows of an answer as chart, map or table, by their shape or as it was chosen; to be copied or saved. */
export const AnswerRows = ({
  part,
  plan,
  chosen,
  onView,
}: {
  part: Rows;
  plan: QueryPlan | undefined;
  /** What was chosen before; rows that have no such view show their own. */
  chosen: View | null;
  onView: (view: View) => void;
}) => {
  const t = useTranslations("ask");
  const formats = useFormats();
  const context = useCells();
  const chart = chartOf(part, plan);
  const placed = useMemo(() => placedRows(part.rows), [part.rows]);
  const list = listOf(plan, part);
  const views = VIEWS.filter((one) =>
    one === "chart" ? chart !== null : one === "map" ? placed.length > 0 : true,
  );
  const view = views.find((one) => one === chosen) ?? views.find((one) => one === part.view) ?? "table";
  const heading = part.columns.map(({ label }) => label);
  const cells = () => part.rows.map((row) => part.columns.map(({ key }) => row[key]));
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(toTsv(heading, cells()));
      showToast({ text: t("copied", { count: part.rows.length }) });
    } catch {
      showToast({ text: t("copyFailed"), isError: true });
    }
  };
  return (
    <div className="overflow-hidden rounded-lg border bg-surface">
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b px-3 py-1.5">
        <h2 className="min-w-0 flex-1 truncate font-semibold first-letter:uppercase max-sm:basis-full">
          {part.title}
          <span className="ms-2 font-normal text-muted text-xs tabular-nums">
            {part.total > part.rows.length
              ? t("firstOf", { shown: part.rows.length, total: part.total })
              : t("rows", { count: part.total })}
          </span>
        </h2>
        {views.length > 1 && part.rows.length > 0 ? (
          <Segmented
            label={t("view")}
            value={view}
            choices={views.map((value) => ({ value, label: t(value) }))}
            onChange={onView}
          />
        ) : null}
        {part.rows.length > 0 ? (
          <div className="flex">
            <Button variant="ghost" size="sm" onClick={() => void copy()} title={t("copyHint")}>
              <Copy aria-hidden />
              {t("copy")}
            </Button>
            <Button
              variant="ghost"
              size="icon-sm"
              aria-label={t("save")}
              title={t("save")}
              onClick={() =>
                saveCsv(`${part.title.replaceAll(/[^\w-]+/g, "-")}.csv`, toCsv(heading, cells()))
              }
            >
              <Download />
            </Button>
          </div>
        ) : null}
      </div>
      {part.rows.length === 0 ? (
        <p className="px-3 py-6 text-center text-muted">{t("noRows")}</p>
      ) : view === "chart" && chart ? (
        <div className="max-h-128 overflow-y-auto p-3">
          <LazyChart
            points={chart.points.map((point) => ({
              ...point,
              label: pointLabel(chart, point.key, context),
            }))}
            shape={chart.shape}
            text={(value) => cellText(chart.column, value, context)}
            axisText={axisTextOf(chart, formats)}
            label={chart.column.label}
            beforeLabel={chart.beforeLabel}
          />
        </div>
      ) : view === "map" ? (
        <>
          <AnswerMap title={part.title} rows={placed} list={list} />
          {placed.length < part.rows.length ? (
            <p className="border-t px-3 py-1.5 text-muted text-xs">
              {t("unplaced", { count: part.rows.length - placed.length })}
            </p>
          ) : null}
        </>
      ) : (
        <AnswerTable title={part.title} columns={part.columns} rows={part.rows} list={list} />
      )}
    </div>
  );
};
