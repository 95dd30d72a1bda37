"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import type { AheadPoolRow, AheadRow } from "#server/tuning/schema.ts";
import { LoadLine } from "./load-line.tsx";
import { useTuningChange } from "./use-tuning-change.ts";

const PoolAhead = ({ pool, isOn }: { pool: AheadPoolRow; isOn: boolean }) => {
  const t = useTranslations("performance.tuning");
  const formats = useFormats();
  const { coming, past, slots, lacks, heldBy, key } = pool;
  const peak = coming.reduce<AheadPoolRow["coming"][number] | null>(
    (top, each) => (top === null || each.high > top.high ? each : top),
    null,
  );
  const last = past.at(-1);
  const whole = (value: number) => formats.number(Math.round(value));
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-1 py-1">
      <div className="min-w-0 flex-1 basis-80">
        <h4 className="font-medium">{key}</h4>
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
        {heldBy === null || !isOn ? null : <p>{t("aheadHeld", { name: heldBy })}</p>}
        {lacks === null ? null : <p className="text-muted">{t("aheadLacks", { lacks })}</p>}
      </div>
      <LoadLine past={past.map(({ count }) => count)} coming={coming.map(({ count }) => count)} />
    </div>
  );
};

/** What load is foretold for each pool of slots, what it needs, and the switch that sets them. */
export const TuningAhead = ({ ahead }: { ahead: AheadRow }) => {
  const t = useTranslations("performance.tuning");
  const { mayChange, done, failed } = useTuningChange();
  const set = useMutation(useTRPC().tuning.setAhead.mutationOptions({ onError: failed }));
  const { pools, isOn } = ahead;
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
      {pools.map((pool) => (
        <PoolAhead key={pool.key} pool={pool} isOn={isOn} />
      ))}
    </section>
  );
};
