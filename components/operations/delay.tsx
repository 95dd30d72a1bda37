"use client";

import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import { type Tone, toneText } from "#components/ui/badge.tsx";

const LATE_S = 600;
const VERY_LATE_S = 1800;

/** How a delay is coloured: amber from ten minutes, red from thirty. */
export const toneOfDelay = (delayS: number): Tone => {
  if (delayS >= VERY_LATE_S) return "bad";
  return delayS >= LATE_S ? "warn" : "idle";
};

/** A delay in whole minutes with its sign, or that there is none. */
export const Delay = ({ delayS }: { delayS: number }) => {
  const t = useTranslations("common");
  const formats = useFormats();
  const isOnTime = Math.abs(delayS) < 60;
  return (
    <span
      className={`tabular-nums ${toneText(toneOfDelay(delayS))} ${delayS >= LATE_S ? "font-medium" : ""}`}
    >
      {isOnTime ? t("onTime") : formats.delay(delayS)}
    </span>
  );
};
