"use client";

import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import type { ServiceUse } from "#server/external/schema.ts";

const HEAD = "whitespace-nowrap px-3 py-1.5 text-end font-medium text-muted text-xs";
const CELL = "whitespace-nowrap px-3 py-1.5 text-end tabular-nums";

/** What a service did by day: requests, failures, latency, cost, and the calls that need not be made, with why. */
export const ServiceDays = ({ name, days }: { name: string; days: readonly ServiceUse[] }) => {
  const t = useTranslations("integrations");
  const formats = useFormats();
  const ms = (value: number | null) =>
    value === null ? formats.number(null) : t("ms", { ms: Math.round(value) });
  if (days.length === 0) return <p className="border-t px-4 py-6 text-center text-muted">{t("noDays")}</p>;
  return (
    <ScrollBox label={t("byDay", { name })} className="overflow-x-auto border-t">
      <table className="w-full min-w-[44rem] text-sm">
        <thead>
          <tr className="border-b">
            <th scope="col" className={`${HEAD} text-start`}>
              {t("day")}
            </th>
            {(["requests", "failures", "median", "slowest", "unitsHead", "cost"] as const).map((key) => (
              <th key={key} scope="col" className={HEAD}>
                {t(key)}
              </th>
            ))}
            <th scope="col" className={`${HEAD} w-full text-start`}>
              {t("avoided")}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, sent, failed, units, cents, p50Ms, p99Ms, avoided }) => (
            <tr key={day} className="border-b last:border-b-0 hover:bg-hover">
              <th scope="row" className="whitespace-nowrap px-3 py-1.5 text-start font-normal">
                {formats.day(day)}
              </th>
              <td className={CELL}>{formats.number(sent)}</td>
              <td className={`${CELL} ${failed > 0 ? "text-bad" : ""}`}>{formats.number(failed)}</td>
              <td className={CELL}>{ms(p50Ms)}</td>
              <td className={CELL}>{ms(p99Ms)}</td>
              <td className={CELL}>{formats.measure(units)}</td>
              <td className={CELL}>{formats.money(cents)}</td>
              <td className="px-3 py-1.5 text-muted">
                {avoided.length === 0
                  ? t("noneAvoided")
                  : avoided.map(({ by, calls }) => t(`avoidedBy.${by}`, { calls })).join(" · ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
};
