"use client";

import type { RowData } from "@tanstack/react-table";
import { ArrowUpDown, ChevronLeft, ChevronRight, Columns3, Download, Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useDayClock } from "#components/day-clock.ts";
import { shiftDay } from "#components/service-days.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Input } from "#components/ui/input.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { itemClass } from "#components/ui/menu-classes.ts";
import { PopButton } from "#components/ui/pop-button.tsx";
import type { Sort } from "#server/platform/list.schema.ts";
import type { Column } from "./column.ts";
import type { Columns } from "./use-columns.ts";

const TYPING_MS = 200;

/** The free-text search of a list; what is typed goes to the URL once typing pauses. */
export const ListSearch = ({
  what,
  value,
  onChange,
}: {
  what: string;
  value: string;
  onChange: (text: string) => void;
}) => {
  const t = useTranslations("list");
  const common = useTranslations("common");
  const [text, setText] = useState(value);
  const [lastValue, setLastValue] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  if (value !== lastValue) {
    setLastValue(value);
    setText(value);
  }
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(next.trim()), TYPING_MS);
  };
  const label = t("search", { what: what.toLowerCase() });
  return (
    <div className="relative w-60 max-w-full max-md:w-full">
      <Search className="pointer-events-none absolute start-2.5 top-2 size-4 text-faint" aria-hidden />
      <Input
        data-list-search=""
        type="search"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={200}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          if (text !== "") type("");
          else event.currentTarget.blur();
        }}
        className="ps-8 pe-7 [&::-webkit-search-cancel-button]:hidden"
      />
      {text === "" ? (
        <span className="absolute end-2 top-1.75 max-md:hidden" aria-hidden>
          <Kbd>/</Kbd>
        </span>
      ) : (
        <button
          type="button"
          aria-label={common("clear")}
          onClick={() => type("")}
          className="absolute end-1.5 top-1.5 rounded p-0.5 text-faint hover:text-ink"
        >
          <X className="size-4" aria-hidden />
        </button>
      )}
    </div>
  );
};

/** The service day of a list: one back, one on, or any. */
export const DayPicker = ({
  day,
  onChange,
}: {
  day: string | null;
  onChange: (day: string | null) => void;
}) => {
  const t = useTranslations("list");
  const today = useDayClock()?.serviceDay;
  const shown = day ?? today;
  if (shown === undefined) return <span className="skeleton h-7 w-40" aria-hidden />;
  const go = (next: string) => onChange(next === today ? null : next);
  return (
    <div className="flex items-center">
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={t("previousDay")}
        onClick={() => go(shiftDay(shown, -1))}
      >
        <ChevronLeft className="rtl:rotate-180" />
      </Button>
      <Input
        type="date"
        aria-label={t("day")}
        value={shown}
        onChange={(event) => {
          if (event.target.value !== "") go(event.target.value);
        }}
        className="h-7 w-32 px-1.5 text-center max-sm:w-36"
      />
      <Button variant="ghost" size="icon-sm" aria-label={t("nextDay")} onClick={() => go(shiftDay(shown, 1))}>
        <ChevronRight className="rtl:rotate-180" />
      </Button>
      {day === null || day === today ? null : (
        <Button variant="ghost" size="sm" onClick={() => onChange(null)}>
          {t("today")}
        </Button>
      )}
    </div>
  );
};

/** Which columns a list shows, and in what order. */
export const ColumnPicker = <Row extends RowData>({ columns }: { columns: Columns<Row> }) => {
  const t = useTranslations("list");
  const keys = columns.all.map(({ id }) => id);
  return (
    <PopButton
      label={t("columns")}
      title={t("columns")}
      aria-label={t("columns")}
      variant="ghost"
      size="icon-sm"
      align="end"
      className="max-md:hidden"
      panel={() => (
        <>
          <ul>
            {columns.all.map((column, i) => (
              <li key={column.id} className="flex items-center">
                <label className={`${itemClass} cursor-pointer`}>
                  <input
                    type="checkbox"
                    checked={column.getIsVisible()}
                    disabled={column.getIsVisible() && columns.shown.length === 1}
                    onChange={(event) => column.toggleVisibility(event.target.checked)}
                    className="size-4 accent-accent"
                  />
                  {String(column.columnDef.header)}
                </label>
                {[-1, 1].map((step) => (
                  <Button
                    key={step}
                    variant="ghost"
                    size="icon-sm"
                    aria-label={`${String(column.columnDef.header)}: ${step < 0 ? t("moveStart") : t("moveEnd")}`}
                    disabled={keys[i + step] === undefined}
                    onClick={() => {
                      const to = keys[i + step];
                      if (to !== undefined) columns.move(column.id, to);
                    }}
                  >
                    {step < 0 ? (
                      <ChevronLeft className="rotate-90" />
                    ) : (
                      <ChevronRight className="rotate-90" />
                    )}
                  </Button>
                ))}
              </li>
            ))}
          </ul>
          <Button variant="ghost" size="sm" className="mt-1 w-full" onClick={columns.reset}>
            {t("resetColumns")}
          </Button>
        </>
      )}
    >
      <Columns3 />
    </PopButton>
  );
};

/** Downloads of the list as it is filtered and sorted. */
export const ExportMenu = ({
  name,
  params,
  total,
  hasPoints,
}: {
  name: string;
  params: URLSearchParams;
  total: number | undefined;
  hasPoints: boolean;
}) => {
  const t = useTranslations("list");
  const href = (format: string) => {
    const all = new URLSearchParams(params);
    all.set("format", format);
    return `/api/v1/export/${name}?${all}`;
  };
  return (
    <PopButton
      label={t("export")}
      title={t("export")}
      aria-label={t("export")}
      variant="ghost"
      size="icon-sm"
      align="end"
      panelClassName="w-52 p-1"
      panel={(close) => (
        <>
          <p className="px-2 py-1 text-faint text-xs">{t("exportHint", { count: total ?? 0 })}</p>
          <a className={itemClass} href={href("csv")} download onClick={close}>
            {t("exportCsv")}
          </a>
          {hasPoints ? (
            <a className={itemClass} href={href("geojson")} download onClick={close}>
              {t("exportGeojson")}
            </a>
          ) : null}
        </>
      )}
    >
      <Download />
    </PopButton>
  );
};

/** The order of a list on a phone, where there is no head to press. */
export const SortSelect = <Row,>({
  columns,
  sort,
  onSort,
}: {
  columns: readonly Column<Row>[];
  sort: readonly Sort[];
  onSort: (sort: Sort[]) => void;
}) => {
  const t = useTranslations("list");
  const now = sort[0];
  return (
    <span className={buttonClass({ variant: "ghost", size: "icon-sm", className: "relative" })}>
      <ArrowUpDown aria-hidden />
      <select
        aria-label={t("sort")}
        className="absolute inset-0 cursor-pointer text-base opacity-0"
        value={now ? `${now.descending ? "-" : ""}${now.column}` : ""}
        onChange={({ target: { value } }) =>
          onSort(value === "" ? [] : [{ column: value.replace(/^-/, ""), descending: value.startsWith("-") }])
        }
      >
        <option value="">{t("sortNone")}</option>
        {columns
          .filter(({ isSortable = true }) => isSortable)
          .flatMap(({ key, label }) => [
            <option key={key} value={key}>{`${label} ↑`}</option>,
            <option key={`-${key}`} value={`-${key}`}>{`${label} ↓`}</option>,
          ])}
      </select>
    </span>
  );
};
