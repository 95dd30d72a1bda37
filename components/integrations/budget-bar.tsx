"use client";

import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import { toneText } from "#components/ui/badge.tsx";
import type { ServiceState } from "#server/external/schema.ts";

/** What was spent today against the day's budget, with the shares at which somebody is told as marks on the bar. */
export const BudgetBar = ({ budget }: { budget: ServiceState["budget"] }) => {
  const t = useTranslations("integrations");
  const formats = useFormats();
  const { spentUnits, spentCents, limitUnits, thresholds, passed } = budget;
  const share = limitUnits === null || limitUnits === 0 ? null : spentUnits / limitUnits;
  const last = thresholds.at(-1) ?? 1;
  const tone = passed === null ? "good" : passed >= last ? "bad" : "warn";
  const bar = { good: "bg-good-dot", warn: "bg-warn-dot", bad: "bg-bad-dot" }[tone];
  return (
    <div className="flex flex-col gap-1 px-4 py-3">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-muted text-xs">{t("spentToday")}</span>
        <span className="font-semibold tabular-nums">
          {limitUnits === null
            ? t("units", { units: spentUnits })
            : t("ofUnits", { spent: spentUnits, limit: limitUnits })}
        </span>
        <span className="text-muted text-xs tabular-nums">{formats.money(spentCents)}</span>
        {share === null ? <span className="text-muted text-xs">{t("noBudget")}</span> : null}
        {passed === null ? null : (
          <span className={`ms-auto text-xs ${toneText(tone)}`}>
            {t("passed", { share: formats.share(passed) })}
          </span>
        )}
      </p>
      {share === null ? null : (
        <span className="relative h-2 rounded-full bg-line" aria-hidden>
          <span
            className={`absolute inset-y-0 start-0 rounded-full ${bar}`}
            style={{ width: `${Math.min(100, share * 100)}%` }}
          />
          {thresholds.map((mark) => (
            <span
              key={mark}
              className="absolute -inset-y-0.5 w-px bg-line-strong"
              style={{ insetInlineStart: `${mark * 100}%` }}
            />
          ))}
        </span>
      )}
    </div>
  );
};
