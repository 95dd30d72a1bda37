"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { TUNING_MODES, type TuningMode } from "#server/tuning/schema.ts";
import { KnobTable } from "./knob-table.tsx";
import { TrialList } from "./trial-list.tsx";
import { TuningAhead } from "./tuning-ahead.tsx";
import { useTuningChange } from "./use-tuning-change.ts";
import { WaitingCard } from "./waiting-card.tsx";

const REFETCH_MS = 10_000;

const ModeSwitch = ({ mode }: { mode: TuningMode }) => {
  const t = useTranslations("performance.tuning");
  const { done, failed } = useTuningChange();
  const set = useMutation(useTRPC().tuning.setMode.mutationOptions({ onError: failed }));
  return (
    <Segmented
      label={t("mode")}
      value={mode}
      choices={TUNING_MODES.map((value) => ({ value, label: t(`modes.${value}`) }))}
      onChange={(next) =>
        set.mutate(
          { mode: next },
          { onSuccess: ({ auditId }) => done(t("modeSet", { mode: t(`modes.${next}`) }), auditId) },
        )
      }
    />
  );
};

/** Knobs with what moved them, trials in words with their evidence, and what is set ahead of load. */
export const Tuning = () => {
  const t = useTranslations("performance.tuning");
  const { mayChange } = useTuningChange();
  const board = useQuery(useTRPC().tuning.board.queryOptions(undefined, { refetchInterval: REFETCH_MS }));
  const { data } = board;
  if (data === undefined) return <WaitingCard title={t("title")} label={t("loading")} query={board} />;
  return (
    <Card
      title={t("title")}
      end={mayChange ? <ModeSwitch mode={data.mode} /> : <Badge>{t(`modes.${data.mode}`)}</Badge>}
      className="shrink-0 overflow-hidden"
    >
      <p className="border-b px-4 py-2 text-muted">{t(`modeSaid.${data.mode}`)}</p>
      <KnobTable knobs={data.knobs} />
      <TrialList trials={data.trials} knobs={data.knobs} />
      <TuningAhead ahead={data.ahead} />
    </Card>
  );
};
