"use client";

import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import { type Tone, toneText } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/cn.ts";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import type { PlanTotals } from "#server/routing/schema.ts";
import { isBetter, MEASURES, type Measure } from "./plan-pairs.ts";

/** The text of a measure's value, with its unit. */
export const useMeasureText = (): ((measure: Measure, value: number) => string) => {
  const formats = useFormats();
  return (measure, value) => {
    if (measure === "costCents") return formats.money(value);
    if (measure === "distanceM") return formats.distance(value);
    if (measure === "durationS" || measure === "overtimeS")
      return formats.duration(Math.round(value / 60) * 60);
    return formats.number(value);
  };
};

/** A change of a measure with its sign, coloured by whether it is for the better. */
export const ChangeText = ({
  measure,
  before,
  after,
  isNeutral = false,
  className,
}: {
  measure: Measure;
  before: number;
  after: number;
  /** Whether more or less of it is neither better nor worse here. */
  isNeutral?: boolean;
  className?: string;
}) => {
  const t = useTranslations("plans");
  const formats = useFormats();
  const text = useMeasureText();
  const change = after - before;
  const shown = formats.signed(change, (size) => text(measure, size));
  const isSame = shown === text(measure, 0);
  const isGood = isSame || isNeutral ? null : isBetter(measure, change);
  const tone: Tone = isGood === null ? "idle" : isGood ? "good" : "bad";
  return (
    <span className={cn("whitespace-nowrap tabular-nums", toneText(tone), className)}>
      {isSame ? t("same") : shown}
    </span>
  );
};

/** What two sides come to, measure by measure: the one, the other, and the difference. */
export const PlanFigures = ({ before, after }: { before: PlanTotals | null; after: PlanTotals | null }) => {
  const t = useTranslations("plans");
  const formats = useFormats();
  const text = useMeasureText();
  const shown = after ?? before;
  const share =
    before && after && before.costCents > 0 ? (after.costCents - before.costCents) / before.costCents : null;
  return (
    <ScrollBox label={t("totals")} className="shrink-0 overflow-x-auto bg-surface">
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(8rem,1fr))] max-md:auto-cols-[8.5rem] max-md:grid-flow-col max-md:grid-cols-none">
        {MEASURES.map((measure) => (
          <div key={measure} className="flex min-w-0 flex-col gap-0.5 border-e border-b px-3 py-2">
            <dt className="truncate text-muted text-xs">{t(`measure.${measure}`)}</dt>
            <dd className="flex flex-col">
              <span className="truncate font-semibold text-base tabular-nums">
                {shown ? text(measure, shown[measure]) : "–"}
              </span>
              {before ? (
                <span className="flex flex-wrap gap-x-1.5 text-xs">
                  <span className="whitespace-nowrap text-faint tabular-nums">
                    {after ? t("was", { value: text(measure, before[measure]) }) : t("current")}
                  </span>
                  {after ? (
                    <ChangeText measure={measure} before={before[measure]} after={after[measure]} />
                  ) : null}
                  {measure === "costCents" && share !== null && share !== 0 ? (
                    <span className="text-muted tabular-nums">({formats.signed(share, formats.share)})</span>
                  ) : null}
                </span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </ScrollBox>
  );
};
