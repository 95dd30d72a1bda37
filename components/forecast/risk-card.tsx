"use client";

import type { LucideIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats } from "#components/me.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import type { Fared } from "#server/forecast/schema.ts";

const LINES = ["a", "b", "c", "d", "e", "f"];

/** A chance as a bar with its number; nothing is certain, so it ends at 1 and 99 %. */
export const Chance = ({ risk }: { risk: number }) => {
  const formats = useFormats();
  return (
    <span className="flex items-center justify-end gap-2">
      <span aria-hidden className="h-1.5 w-12 overflow-hidden rounded-full bg-sunken">
        <span
          className={`block h-full rounded-full ${risk >= 0.5 ? "bg-bad-dot" : risk >= 0.2 ? "bg-warn-dot" : "bg-(--chart-6)"}`}
          style={{ width: `${Math.round(100 * risk)}%` }}
        />
      </span>
      <span className="w-10 text-end tabular-nums">{formats.chance(risk)}</span>
    </span>
  );
};

/** A list of the page: what it counts, its rows, how it is told and how such values fared. */
export const RiskCard = ({
  title,
  note,
  how,
  empty,
  icon,
  state,
  record,
  errorText,
  heads,
  more,
  children,
}: {
  title: string;
  note: string | null;
  how: string;
  empty: { title: string; body: string };
  icon: LucideIcon;
  state: { error: { message: string } | null; onRetry: () => void; count: number | null };
  record: Fared | null;
  errorText: (value: number) => string;
  /** Names of the columns; the first stands at the start, the others at the end. */
  heads: readonly string[];
  more: string | null;
  children: ReactNode;
}) => {
  const t = useTranslations("forecast");
  const { error, count, onRetry } = state;
  return (
    <section
      aria-label={title}
      className="flex min-w-0 flex-col overflow-hidden rounded-lg border bg-surface"
    >
      <div className="border-b p-3 ps-4">
        <h2 className="font-semibold text-base">{title}</h2>
        <p className="min-h-4 text-muted text-xs">{note}</p>
      </div>
      {error && count === null ? (
        <LoadFailed error={error} onRetry={onRetry} />
      ) : count === 0 ? (
        <StatePanel icon={icon} title={empty.title}>
          {empty.body}
        </StatePanel>
      ) : count === null ? (
        <div aria-busy className="flex flex-col gap-4 p-4">
          {LINES.map((line) => (
            <Skeleton key={line} className="w-full" />
          ))}
        </div>
      ) : (
        <ScrollBox label={t("tableOf", { name: title })} className="max-h-112 overflow-auto">
          <table className="w-full text-xs">
            <thead className="sticky top-0 z-10 bg-surface text-muted">
              <tr className="[&>th]:whitespace-nowrap [&>th]:border-b [&>th]:px-3 [&>th]:py-2 [&>th]:text-end [&>th]:font-medium [&>th:first-child]:text-start">
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody className="[&>tr>*]:border-b [&>tr>*]:px-3 [&>tr>*]:py-1.5 [&>tr>td]:whitespace-nowrap [&>tr>td]:text-end [&>tr>td]:tabular-nums [&>tr>th]:min-w-40 [&>tr>th]:text-start [&>tr>th]:font-normal">
              {children}
            </tbody>
          </table>
          {more ? <p className="px-3 py-2 text-muted text-xs">{more}</p> : null}
        </ScrollBox>
      )}
      {record ? (
        <details className="mt-auto border-t px-4 py-2 text-muted text-xs">
          <summary className="cursor-pointer">{t("how")}</summary>
          <p className="mt-1">{how}</p>
          <p className="mt-1">
            {record.count > 0 && record.meanError !== null
              ? t("fared", {
                  count: record.count,
                  error: errorText(record.meanError),
                  narrow: Math.round((100 * record.within80) / record.count),
                  wide: Math.round((100 * record.within90) / record.count),
                })
              : t("faredNot")}
          </p>
        </details>
      ) : null}
    </section>
  );
};
