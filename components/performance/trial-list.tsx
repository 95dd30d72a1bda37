"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { RealAge } from "#components/age.tsx";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import type { Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { KnobRow, TrialRow } from "#server/tuning/schema.ts";
import { ChangeHead, ChangeSection } from "./change-head.tsx";
import { useTuningChange } from "./use-tuning-change.ts";

const TONES: Readonly<Record<TrialRow["status"], Tone>> = {
  dry: "idle",
  refused: "warn",
  running: "info",
  kept: "good",
  "no-gain": "idle",
  "rolled-back": "bad",
  cancelled: "idle",
};

const Evidence = ({ trial: { shadow, gain } }: { trial: TrialRow }) => {
  const t = useTranslations("performance.tuning");
  const formats = useFormats();
  const { number } = formats;
  const short = (value: number) => number(Number(value.toPrecision(3)));
  return (
    <>
      {shadow === null ? null : (
        <p className="text-muted text-xs tabular-nums">
          {t("shadow", {
            ...{ measure: shadow.measure, cases: number(shadow.cases), floor: short(shadow.floor) },
            ...{ before: short(shadow.before), after: short(shadow.after) },
          })}
        </p>
      )}
      {gain === null ? null : (
        <p className="text-muted text-xs tabular-nums">
          {t("gain", {
            ...{ metric: gain.metric, oldMean: short(gain.oldMean), newMean: short(gain.newMean) },
            ...{ percent: short(gain.percent), low: short(gain.low), high: short(gain.high) },
            samples: number(gain.oldCount + gain.newCount),
            ...{ pairs: number(gain.pairs), evidence: short(gain.evidence) },
          })}
        </p>
      )}
    </>
  );
};

const Trial = ({ trial, knob }: { trial: TrialRow; knob: KnobRow | undefined }) => {
  const t = useTranslations("performance.tuning");
  const formats = useFormats();
  const trpc = useTRPC();
  const { mayChange, done, failed } = useTuningChange();
  const undo = useMutation(trpc.tuning.undo.mutationOptions({ onError: failed }));
  const cancel = useMutation(trpc.tuning.cancel.mutationOptions({ onError: failed }));
  const stands = trial.status === "kept" && knob?.value === trial.to;
  return (
    <li className="flex flex-col gap-1 border-t px-4 py-2.5">
      <ChangeHead
        tone={TONES[trial.status]}
        status={t(`status.${trial.status}`)}
        at={trial.startedAt}
        action={
          mayChange && stands ? (
            <Button
              size="sm"
              disabled={undo.isPending}
              onClick={() =>
                undo.mutate(
                  { id: trial.id },
                  {
                    onSuccess: ({ auditId }) =>
                      done(t("undone", { knob: trial.knob, value: formats.number(trial.from) }), auditId),
                  },
                )
              }
            >
              {t("undo")}
            </Button>
          ) : mayChange && trial.status === "running" ? (
            <Button
              size="sm"
              disabled={cancel.isPending}
              onClick={() =>
                cancel.mutate(
                  { id: trial.id },
                  { onSuccess: () => done(t("cancelled", { knob: trial.knob })) },
                )
              }
            >
              {t("cancel")}
            </Button>
          ) : null
        }
      >
        <span className="font-medium tabular-nums">
          {t("move", { knob: trial.knob, from: formats.number(trial.from), to: formats.number(trial.to) })}
        </span>
      </ChangeHead>
      <p className="break-words">
        {trial.status === "running"
          ? t.rich("runs", { age: () => <RealAge atMs={Date.parse(trial.startedAt)} /> })
          : trial.verdict}{" "}
        <span className="text-muted">{t("why", { why: trial.why })}</span>
      </p>
      <Evidence trial={trial} />
    </li>
  );
};

/** The trials, newest first, in words with their evidence; what was kept and still stands can be put back. */
export const TrialList = ({ trials, knobs }: { trials: readonly TrialRow[]; knobs: readonly KnobRow[] }) => {
  const t = useTranslations("performance.tuning");
  return (
    <ChangeSection
      id="tuning-trials"
      title={t("trials")}
      nothing={trials.length === 0 ? t("noTrials") : null}
    >
      {trials.map((trial) => (
        <Trial key={trial.id} trial={trial} knob={knobs.find(({ key }) => key === trial.knob)} />
      ))}
    </ChangeSection>
  );
};
