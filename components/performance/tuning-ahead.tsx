"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import type { AheadRow } from "#server/tuning/schema.ts";
import { useTuningChange } from "./use-tuning-change.ts";

/** What load is foretold, what it needs, and the switch that sets it. */
export const TuningAhead = ({ ahead }: { ahead: AheadRow }) => {
  const t = useTranslations("performance.tuning");
  const formats = useFormats();
  const { mayChange, done, failed } = useTuningChange();
  const set = useMutation(useTRPC().tuning.setAhead.mutationOptions({ onError: failed }));
  const { coming, past, slots, lacks, isOn } = ahead;
  const peak = coming.reduce<AheadRow["coming"][number] | null>(
    (top, each) => (top === null || each.count > top.count ? each : top),
    null,
  );
  const last = past.at(-1);
  const whole = (value: number) => formats.number(Math.round(value));
  return (
    <section aria-labelledby="tuning-ahead" className="flex flex-col gap-1 border-t px-4 py-2.5">
      <h3 id="tuning-ahead" className="font-semibold">
        {t("ahead")}
      </h3>
      {mayChange ? (
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={isOn}
            disabled={set.isPending}
            onChange={({ target: { checked } }) =>
              set.mutate(
                { isOn: checked },
                {
                  onSuccess: ({ auditId }) =>
                    done(t("aheadSet", { state: t(checked ? "on" : "off") }), auditId),
                },
              )
            }
          />
          {t("aheadOn")}
        </label>
      ) : null}
      {last === undefined ? null : <p>{t("aheadPast", { count: whole(last.count) })}</p>}
      {peak === null ? null : (
        <p className="tabular-nums">
          {t("aheadComing", { count: whole(peak.count), high: whole(peak.high) })}
        </p>
      )}
      {slots === null ? null : (
        <p className="tabular-nums">
          {t("aheadSlots", { wanted: slots.wanted, serviceMs: whole(slots.serviceMs), now: slots.now })}
        </p>
      )}
      {lacks === null ? null : <p className="text-muted">{t("aheadLacks", { lacks })}</p>}
    </section>
  );
};
