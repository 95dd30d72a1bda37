import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import type { Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import type { IndexChangeRow } from "#server/tuning/database.schema.ts";
import { useBytesText } from "./bytes-text.ts";
import { ChangeHead, ChangeSection } from "./change-head.tsx";
import { useEngineerChange } from "./use-engineer-change.ts";

const TONES: Readonly<Record<IndexChangeRow["status"], Tone>> = {
  advised: "info",
  building: "info",
  watching: "info",
  kept: "good",
  dropped: "idle",
  "rolling-back": "bad",
  "rolled-back": "bad",
  removing: "idle",
  removed: "idle",
  failed: "bad",
};

const Evidence = ({ change: { estimate, measured } }: { change: IndexChangeRow }) => {
  const t = useTranslations("performance.database");
  const formats = useFormats();
  const bytes = useBytesText();
  const ms = (value: number) => `${formats.measure(value)} ms`;
  const [first] = estimate.statements;
  return (
    <>
      <p className="text-muted tabular-nums">
        {t("saves", {
          count: estimate.statements.length,
          share: formats.share(Math.max(0, ...estimate.statements.map(({ share }) => share))),
          ms: ms(estimate.savedMs),
          all: formats.share(estimate.shareOfAll),
        })}
      </p>
      {measured === null ? null : (
        <p className="tabular-nums">
          {t(measured.by === "run" ? "measuredRun" : "measuredPlanned", {
            before: measured.by === "run" ? ms(measured.before) : formats.measure(measured.before),
            after: measured.by === "run" ? ms(measured.after) : formats.measure(measured.after),
            samples: formats.number(measured.samples),
            size: bytes(measured.sizeBytes),
            built: ms(measured.builtInMs),
          })}
        </p>
      )}
      {first === undefined ? null : (
        <p className="truncate font-mono text-muted text-xs" title={first.text}>
          {first.text}
        </p>
      )}
    </>
  );
};

const Change = ({ change }: { change: IndexChangeRow }) => {
  const t = useTranslations("performance.database");
  const trpc = useTRPC();
  const { mayChange, done, failed } = useEngineerChange("database");
  const build = useMutation(trpc.database.build.mutationOptions({ onError: failed }));
  const remove = useMutation(trpc.database.remove.mutationOptions({ onError: failed }));
  const { id, table, status, progress } = change;
  const mayBuild = status === "advised" || status === "removed" || status === "failed";
  const stands = status === "watching" || status === "kept";
  return (
    <li className="flex flex-col gap-1 border-t px-4 py-2.5">
      <ChangeHead
        tone={TONES[status]}
        status={t(`status.${status}`)}
        at={change.finishedAt ?? change.startedAt ?? change.advisedAt}
        by={change.askedBy}
        action={
          mayChange && mayBuild ? (
            <Button
              size="sm"
              variant={status === "advised" ? "primary" : "secondary"}
              aria-label={t("buildOf", { table })}
              disabled={build.isPending}
              onClick={() => build.mutate({ id }, { onSuccess: () => done(t("building", { table })) })}
            >
              {t("build")}
            </Button>
          ) : mayChange && stands ? (
            <Button
              size="sm"
              aria-label={t("removeOf", { table })}
              disabled={remove.isPending}
              onClick={() => remove.mutate({ id }, { onSuccess: () => done(t("removing", { table })) })}
            >
              {t("remove")}
            </Button>
          ) : null
        }
      >
        <span className="min-w-0 break-words font-medium font-mono text-sm" title={change.sql}>
          {table} ({change.keys.join(", ")})
        </span>
      </ChangeHead>
      {progress === null ? null : (
        <progress
          aria-label={t("progress", { table })}
          value={progress}
          max={1}
          className="h-1.5 w-full overflow-hidden rounded-full accent-accent"
        />
      )}
      {change.verdict === "" ? null : <p className="break-words">{change.verdict}</p>}
      <Evidence change={change} />
    </li>
  );
};

/** Indexes that the traffic lacks, and what became of those that were built. */
export const IndexAdviceList = ({ indexes }: { indexes: readonly IndexChangeRow[] }) => {
  const t = useTranslations("performance.database");
  const advised = indexes.filter(({ status }) => status === "advised");
  const changes = indexes.filter(({ status }) => status !== "advised");
  return (
    <>
      <ChangeSection
        id="database-advice"
        title={t("advised")}
        nothing={advised.length === 0 ? t("noAdvice") : null}
      >
        {advised.map((change) => (
          <Change key={change.id} change={change} />
        ))}
      </ChangeSection>
      {changes.length === 0 ? null : (
        <ChangeSection id="database-changes" title={t("changes")} nothing={null}>
          {changes.map((change) => (
            <Change key={change.id} change={change} />
          ))}
        </ChangeSection>
      )}
    </>
  );
};
