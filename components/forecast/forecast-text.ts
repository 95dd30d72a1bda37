"use client";

import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import type { DayMeasure } from "#server/forecast/schema.ts";

/** The text of a value of a measure, with its unit where it has one. */
export const useMeasureText = (measure: DayMeasure): ((value: number | null) => string) => {
  const formats = useFormats();
  return measure === "tonnage" ? formats.tonnes : formats.number;
};

/** The words for a method. */
export const useMethodText = (): ((method: string) => string) => {
  const t = useTranslations("forecast");
  return (method) => (t.has(`methods.${method}`) ? t(`methods.${method}`) : method);
};
