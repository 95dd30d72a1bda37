"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import type { GuardView, ReleaseView } from "#server/flags/view.schema.ts";
import { useFlagChange } from "./use-flag-change.ts";

const TONES: Readonly<Record<ReleaseView["status"], Tone>> = {
  running: "info",
  paused: "warn",
  done: "good",
  "rolled-back": "bad",
  cancelled: "idle",
};

/** Longer than this to notice twice as bad is too little traffic to guard anything. */
const TOO_LONG_MINUTES = 1_440;

const Guards = ({ release }: { release: ReleaseView }) => {
  const t = useTranslations("flags");
  const formats = useFormats();
  const value = ({ kind }: GuardView, of: number | null, n: number): string =>
    of === null
      ? t("noSamples")
      : t("samples", {
          value: kind === "mean" ? formats.number(of) : formats.share(of),
          count: formats.number(n),
        });
  return (
    <ScrollBox label={t("guardEvidence")} className="overflow-x-auto">
      <table className="w-full text-start">
        <thead>
          <tr className="text-muted text-xs">
            {(["guardMetric", "guardNew", "guardOld", "guardEvidence"] as const).map((name) => (
              <th key={name} scope="col" className="py-1 pe-4 text-start font-medium">
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="tabular-nums">
          {release.guards.map((guard) => (
            <tr key={`${guard.metric} ${guard.kind}`} className="border-t">
              <th scope="row" className="py-1 pe-4 text-start font-normal">
                <code>{guard.metric}</code> · {t(`guards.${guard.kind}`)}
              </th>
              <td className="pe-4">{value(guard, guard.newValue, guard.newN)}</td>
              <td className="pe-4">{value(guard, guard.oldValue, guard.oldN)}</td>
              <td>
                {guard.evidence === null
                  ? "–"
                  : t("evidenceOf", {
                      evidence: formats.number(guard.evidence),
                      bound: formats.number(release.decision?.bound ?? 0),
                    })}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
};

const Seen = ({ id }: { id: number }) => {
  const t = useTranslations("flags");
  const { data } = useQuery(useTRPC().flags.exposures.queryOptions({ id }));
  return (
    <details>
      <summary className="cursor-pointer font-medium">{t("seen")}</summary>
      {data?.length ? (
        <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
          {data.map(({ asker, arm, stage }) => (
            <li key={`${asker} ${stage}`} className="flex items-center gap-2">
              <code className="text-xs">{asker}</code>
              <Badge tone={arm === "new" ? "accent" : "idle"}>{t(`arm.${arm}`)}</Badge>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-muted">{t("seenNone")}</p>
      )}
    </details>
  );
};

const Actions = ({ release }: { release: ReleaseView }) => {
  const t = useTranslations("flags");
  const trpc = useTRPC();
  const { done, failed } = useFlagChange();
  const pause = useMutation(trpc.flags.releases.setPaused.mutationOptions({ onError: failed }));
  const cancel = useMutation(trpc.flags.releases.cancel.mutationOptions({ onError: failed }));
  const { id, status } = release;
  const isRunning = status === "running";
  if (!isRunning && status !== "paused") return null;
  const said =
    (text: string) =>
    ({ auditId }: { auditId: number }) =>
      done(text, auditId);
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        size="sm"
        disabled={pause.isPending}
        onClick={() =>
          pause.mutate(
            { id, isPaused: isRunning },
            { onSuccess: said(t(isRunning ? "status.paused" : "status.running")) },
          )
        }
      >
        {t(isRunning ? "pause" : "resume")}
      </Button>
      <Button
        size="sm"
        variant="danger"
        disabled={cancel.isPending}
        onClick={() => cancel.mutate({ id }, { onSuccess: said(t("status.cancelled")) })}
      >
        {t("cancel")}
      </Button>
    </div>
  );
};

/** A release: its stage, what its guards saw of both arms, the newest verdict, and how long noticing would take. */
export const ReleaseState = ({ release, mayChange }: { release: ReleaseView; mayChange: boolean }) => {
  const t = useTranslations("flags");
  const formats = useFormats();
  const { status, plan, stage, percent, decision, guards } = release;
  const isRunning = status === "running";
  const times = guards.flatMap(({ kind, noticedAfterMinutes }) =>
    kind === "mean" ? [] : [noticedAfterMinutes ?? Number.POSITIVE_INFINITY],
  );
  const slowest = Math.max(0, ...times);
  return (
    <div className="flex flex-col gap-3 p-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={TONES[status]}>{t(`status.${status}`)}</Badge>
        {plan.isDry ? <Badge tone="warn">{t("dry")}</Badge> : null}
        <span className="tabular-nums">
          {t("stage", { stage: stage + 1, count: plan.stages.length, percent })}
        </span>
        {decision ? <span className="text-muted">{t(`verdict.${decision.verdict}`)}</span> : null}
      </div>
      {isRunning && decision?.lacking ? (
        <p className="text-muted text-xs">
          {t("lacking", {
            minutes: formats.number(Math.ceil(decision.lacking.minutes)),
            samples: formats.number(decision.lacking.samples),
          })}
        </p>
      ) : null}
      <Guards release={release} />
      {isRunning && times.length > 0 ? (
        <p role="status" className={slowest > TOO_LONG_MINUTES ? "text-warn text-xs" : "text-muted text-xs"}>
          {slowest > TOO_LONG_MINUTES
            ? t("tooLittle")
            : t("noticed", { minutes: formats.number(Math.ceil(slowest)) })}
        </p>
      ) : null}
      <Seen id={release.id} />
      {mayChange ? <Actions release={release} /> : null}
    </div>
  );
};
