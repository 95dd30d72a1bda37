"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Power, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { RealAge } from "#components/age.tsx";
import { useTRPC } from "#components/client.ts";
import { later } from "#components/later.tsx";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats, useMe } from "#components/me.tsx";
import { usePlatformRight } from "#components/platform-right.tsx";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { StatePanel } from "#components/ui/states.tsx";
import type { IndexRun, IndexStore } from "#server/vector/schema.ts";
import { useBytesText } from "./bytes-text.ts";
import { DeadPassages } from "./dead-passages.tsx";
import { IndexFacts, type IndexOn, useParameterText } from "./index-facts.tsx";
import { IndexLoading } from "./index-loading.tsx";

const CALM_MS = 10_000;
const BUSY_MS = 1_000;

const IndexForm = later(() => import("./index-form.tsx").then((module) => module.IndexForm));

const running = (run: IndexRun | null): IndexRun | null => (run?.finishedAt === null ? run : null);

const Progress = ({ run, text }: { run: IndexRun; text: string }) => {
  const t = useTranslations("performance.index");
  const formats = useFormats();
  return (
    <div className="flex flex-col gap-1.5 border-b px-4 py-3">
      <p className="flex flex-wrap gap-x-3">
        <span role="status" className="min-w-0 flex-1">
          {text}
        </span>
        <span className="text-muted tabular-nums">
          {run.startedAt === null ? t("queued") : formats.share(Math.floor(run.progress * 100) / 100)}
        </span>
      </p>
      <progress
        aria-label={text}
        value={run.progress}
        max={1}
        className="h-1.5 w-full overflow-hidden rounded-full accent-accent"
      />
    </div>
  );
};

const Failure = ({ children }: { children: string }) => (
  <p role="status" className="border-b bg-bad-soft px-4 py-2 text-bad">
    {children}
  </p>
);

const StandIn = ({ store, onChange }: { store: IndexStore; onChange: (() => void) | null }) => {
  const t = useTranslations("performance.index");
  const formats = useFormats();
  const parameters = useParameterText();
  const bytes = useBytesText();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t px-4 py-2.5">
      <h3 className="font-medium">{t("copy")}</h3>
      <p className="min-w-0 flex-1 basis-64 text-muted text-xs tabular-nums">
        {t(`kinds.${store.index.kind}`)} · {parameters(store.index)} · {t("rows")}{" "}
        {formats.number(store.rows)} · {bytes(store.memoryBytes)}
      </p>
      {onChange === null ? null : (
        <Button size="sm" onClick={onChange}>
          {t("change")}
        </Button>
      )}
    </div>
  );
};

const Report = ({ report, mayChange }: { report: IndexOn; mayChange: boolean }) => {
  const t = useTranslations("performance.index");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reason = useReason();
  const mayRebuild = usePlatformRight("engineer", "admin");
  const [changed, setChanged] = useState<IndexStore["backend"] | null>(null);
  const measure = useMutation(
    trpc.vector.measure.mutationOptions({
      onError: (error) => showToast({ text: reason(error), isError: true }),
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: trpc.vector.index.queryKey() });
        showToast({ text: t("measureAsked") });
      },
    }),
  );
  const { stores, outage, rebuild, measure: measuring, dead, fixedEf } = report;
  const serving = stores.find(({ isServing }) => isServing);
  const others = stores.filter(({ isServing }) => !isServing);
  const inForm = stores.find(({ backend }) => backend === changed);
  if (serving === undefined) return null;
  const [remade, judged] = [running(rebuild), running(measuring)];
  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          {t("title")}
          <Badge tone={outage === null ? "good" : "warn"}>
            {outage === null ? (
              t(`backend.${serving.backend}`)
            ) : (
              <>
                {t("degraded")}
                <span className="max-sm:sr-only">{t("degradedTo")}</span>
              </>
            )}
          </Badge>
        </span>
      }
      end={
        mayChange ? (
          <>
            <Button
              size="sm"
              disabled={measure.isPending || judged !== null}
              onClick={() => measure.mutate()}
            >
              {t("measure")}
            </Button>
            {mayRebuild ? (
              <Button size="sm" disabled={remade !== null} onClick={() => setChanged(serving.backend)}>
                {t("change")}
              </Button>
            ) : null}
          </>
        ) : undefined
      }
      className="shrink-0 overflow-hidden"
    >
      {outage === null ? null : (
        <p role="status" className="flex gap-2 border-b bg-warn-soft px-4 py-2 text-warn">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          <span className="min-w-0 break-words">
            {t.rich("degradedBody", {
              reason: outage.reason,
              age: () => <RealAge atMs={Date.parse(outage.since)} />,
            })}
          </span>
        </p>
      )}
      {remade !== null ? (
        <Progress
          run={remade}
          text={remade.askedBy === "" ? t("rebuildingOther") : t("rebuilding", { name: remade.askedBy })}
        />
      ) : rebuild?.error ? (
        <Failure>{t("rebuildFailed", { error: rebuild.error })}</Failure>
      ) : null}
      {judged !== null ? (
        <Progress run={judged} text={t("measuring")} />
      ) : measuring?.error ? (
        <Failure>{t("measureFailed", { error: measuring.error })}</Failure>
      ) : null}
      <IndexFacts report={report} serving={serving} />
      {others.map((store) => (
        <StandIn
          key={store.backend}
          store={store}
          onChange={mayRebuild && remade === null ? () => setChanged(store.backend) : null}
        />
      ))}
      {dead.count > 0 ? <DeadPassages {...dead} mayChange={mayChange} /> : null}
      {inForm === undefined ? null : (
        <IndexForm store={inForm} fixedEf={fixedEf} onClose={() => setChanged(null)} />
      )}
    </Card>
  );
};

/** The search index: which store serves, what it holds and finds, and what engineers may do about it. */
export const SearchIndex = () => {
  const t = useTranslations("performance.index");
  const { role } = useMe();
  const index = useQuery(
    useTRPC().vector.index.queryOptions(undefined, {
      refetchInterval: ({ state: { data } }) =>
        data?.isOn && (running(data.rebuild) ?? running(data.measure)) !== null ? BUSY_MS : CALM_MS,
    }),
  );
  const { data, error } = index;
  if (data?.isOn === true)
    return <Report report={data} mayChange={role === "engineer" || role === "admin"} />;
  if (data === undefined && error === null) return <IndexLoading />;
  return (
    <Card title={t("title")}>
      {data === undefined ? (
        <LoadFailed error={error ?? new Error(t("off"))} onRetry={() => void index.refetch()} />
      ) : (
        <StatePanel icon={Power} title={t("off")}>
          {t.rich("offBody", { code: (text) => <code>{text}</code> })}
        </StatePanel>
      )}
    </Card>
  );
};
