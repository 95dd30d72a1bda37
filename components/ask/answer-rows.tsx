"use client";

import { Copy, Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { groupLabel } from "#components/kpi/kpi-format.ts";
import { LazyChart } from "#components/kpi/lazy-chart.tsx";
import { Link } from "#components/link.tsx";
import { useFormats } from "#components/me.tsx";
import { useDepotHref } from "#components/shell/use-depot.ts";
import { showToast } from "#components/toasts.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { AnswerPart, ListName, QueryPlan } from "#server/ask/schema.ts";
import { AnswerTable } from "./answer-table.tsx";
import { cellText } from "./cell-text.ts";
import { chartOf } from "./chart-of.ts";
import { saveCsv, toCsv } from "./csv.ts";
import { useCells } from "./use-cells.ts";

type Rows = Extract<AnswerPart, { type: "rows" }>;

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

/** A table of an answer with its size, its chart where it has one, and its rows as CSV. */
export const AnswerRows = ({ part, plan }: { part: Rows; plan: QueryPlan | undefined }) => {
  const t = useTranslations("ask");
  const formats = useFormats();
  const context = useCells();
  const href = useDepotHref();
  const chart = chartOf(part, plan);
  const [view, setView] = useState<"chart" | "table">(part.view === "chart" ? "chart" : "table");
  const heading = part.columns.map(({ label }) => label);
  const csv = () =>
    toCsv(
      heading,
      part.rows.map((row) => part.columns.map(({ key }) => row[key])),
    );
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(csv());
      showToast({ text: t("copied", { count: part.rows.length }) });
    } catch {
      showToast({ text: t("copyFailed"), isError: true });
    }
  };
  const hasPlaces =
    part.view === "map" &&
    part.rows.some(({ lng, lat }) => typeof lng === "number" && typeof lat === "number");
  return (
    <div className="overflow-hidden rounded-lg border bg-surface">
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b px-3 py-1.5">
        <h2 className="min-w-0 flex-1 truncate font-semibold first-letter:uppercase">
          {part.title}
          <span className="ms-2 font-normal text-muted text-xs tabular-nums">
            {part.total > part.rows.length
              ? t("firstOf", { shown: part.rows.length, total: part.total })
              : t("rows", { count: part.total })}
          </span>
        </h2>
        {chart && part.rows.length > 0 ? (
          <Segmented
            label={t("view")}
            value={view}
            choices={[
              { value: "chart", label: t("chart") },
              { value: "table", label: t("table") },
            ]}
            onChange={setView}
          />
        ) : null}
        {hasPlaces ? (
          <Link href={href("/map")} prefetch={false} className={buttonClass({ size: "sm" })}>
            {t("onMap")}
          </Link>
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
              onClick={() => saveCsv(`${part.title.replaceAll(/[^\w-]+/g, "-")}.csv`, csv())}
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
              label: chart.by
                ? groupLabel(formats, chart.by, point.key, (_, key) => context.word(key))
                : (context.word(point.key) ?? point.key),
            }))}
            shape={chart.shape}
            text={(value) => cellText(chart.column, value, context)}
            label={chart.column.label}
            beforeLabel={chart.beforeLabel}
          />
        </div>
      ) : (
        <AnswerTable title={part.title} columns={part.columns} rows={part.rows} list={listOf(plan, part)} />
      )}
    </div>
  );
};
