"use client";

import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import type { KpiName } from "#server/operations/schema.ts";
import { kpiFigure } from "./kpi-format.ts";

/** The text of a KPI's value with its unit, for charts, tables and sentences. */
export const useKpiText = (): ((unit: string, value: number | null) => string) => {
  const t = useTranslations("kpi");
  const formats = useFormats();
  return (unit, value) => {
    const { text, unitKey } = kpiFigure(formats, unit, value);
    return unitKey ? `${text} ${t(`unit.${unitKey}`)}` : text;
  };
};

/** How far a KPI is from another value, with its unit: points where it is a share. */
export const useKpiDistance = (): ((unit: string, by: number) => string) => {
  const t = useTranslations("kpi");
  const formats = useFormats();
  const text = useKpiText();
  return (unit, by) => (unit === "%" ? t("points", { value: formats.measure(by) }) : text(unit, by));
};

/** A KPI's value, big, with its unit beside it. */
export const KpiFigure = ({ unit, value }: { unit: string; value: number | null }) => {
  const t = useTranslations("kpi");
  const formats = useFormats();
  const { text, unitKey } = kpiFigure(formats, unit, value);
  return (
    <p className="flex items-baseline gap-1.5">
      <span className="font-semibold text-2xl tabular-nums">{text}</span>
      {unitKey ? <span className="text-muted text-xs">{t(`unit.${unitKey}`)}</span> : null}
    </p>
  );
};

/** Where the KPI is defined: a button that shows how it is reckoned. */
export const definitionKey = (name: KpiName) => `sentence.${name}` as const;
