"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus, Waypoints } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats } from "#components/me.tsx";
import { useLiveRefresh } from "#components/operations/use-live-refresh.ts";
import { PageHead } from "#components/page-head.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import { parseAsStringLiteral, useQueryStates } from "#components/url-state.ts";
import { type Board, FIGURE_NAMES, WINDOW_DAYS } from "#server/coordination/schema.ts";
import { Briefings } from "./briefings.tsx";
import { FigureRecords } from "./figure-records.tsx";
import { FigureTile } from "./figure-tile.tsx";
import { LaneChart } from "./lane-chart.tsx";
import { type OpenForm, RecordForm } from "./record-forms.tsx";
import { SavingsCard } from "./savings-card.tsx";
import { useCoordination } from "./use-coordination.ts";
import { BlockerList, HandoffList } from "./waiting-lists.tsx";

const REFETCH_MS = 60_000;
const STALE_MS = 150_000;
const WINDOWS = WINDOW_DAYS.map((days) => `${days}` as const);
const gridClass =
  "grid grid-cols-1 gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-2 xl:grid-cols-4";

const useFigureUrl = () =>
  useQueryStates({
    figure: parseAsStringLiteral(FIGURE_NAMES),
    days: parseAsStringLiteral(WINDOWS).withDefault("30"),
  });

const WindowChoice = () => {
  const t = useTranslations("coordination");
  const [{ days }, setState] = useFigureUrl();
  return (
    <Segmented
      label={t("window")}
      value={days}
      choices={WINDOWS.map((value) => ({ value, label: t("lastDays", { days: value }) }))}
      onChange={(value) => void setState({ days: value })}
    />
  );
};

const Figures = () => {
  const trpc = useTRPC();
  const [{ figure: openName, days }, setState] = useFigureUrl();
  const { data, error, refetch } = useQuery(
    trpc.coordination.figures.queryOptions(
      { days: WINDOW_DAYS.find((each) => `${each}` === days) ?? 30 },
      { placeholderData: keepPreviousData, refetchInterval: REFETCH_MS },
    ),
  );
  const open = data?.find(({ name }) => name === openName);
  if (!data && error) return <LoadFailed error={error} onRetry={() => void refetch()} />;
  return (
    <div className="flex flex-col gap-3">
      <div className={gridClass} aria-busy={!data}>
        {data
          ? data.map((figure) => (
              <FigureTile
                key={figure.name}
                figure={figure}
                isOpen={figure.name === openName}
                onOpen={() => void setState({ figure: figure.name === openName ? null : figure.name })}
              />
            ))
          : FIGURE_NAMES.map((name) => (
              <div key={name} className="flex h-32 flex-col gap-4 bg-surface p-4">
                <Skeleton />
                <Skeleton className="h-6 w-20" />
              </div>
            ))}
      </div>
      {open ? <FigureRecords figure={open} /> : null}
    </div>
  );
};

const Plan = ({ board, onForm }: { board: Board; onForm: (form: OpenForm) => void }) => {
  const t = useTranslations("coordination");
  const formats = useFormats();
  const { ids, days } = board.critical;
  const titles = ids.map((id) => board.milestones.find((each) => each.id === id)?.title ?? "");
  return (
    <Card
      title={t("milestones")}
      className="overflow-hidden"
      end={
        <>
          <Button size="sm" onClick={() => onForm({ kind: "workstream", record: null })}>
            <Plus aria-hidden />
            {t("workstream")}
          </Button>
          <Button size="sm" variant="primary" onClick={() => onForm({ kind: "milestone", record: null })}>
            <Plus aria-hidden />
            {t("milestone")}
          </Button>
        </>
      }
    >
      <LaneChart
        board={board}
        onMilestone={(record) => onForm({ kind: "milestone", record })}
        onWorkstream={(record) => onForm({ kind: "workstream", record })}
      />
      <p className="border-t px-3 py-2 text-muted text-xs">
        {ids.length === 0
          ? t("noCritical")
          : `${t("critical", { days: formats.decimal(days) })}: ${titles.join(" → ")}`}
      </p>
    </Card>
  );
};

/** How the teams pull together: figures, milestones on their lanes, who waits for whom, and what is not acknowledged. */
export const CoordinationView = () => {
  const t = useTranslations("coordination");
  const trpc = useTRPC();
  const changes = useCoordination();
  const [form, setForm] = useState<OpenForm | null>(null);
  const { data, error, refetch, dataUpdatedAt } = useQuery(
    trpc.coordination.board.queryOptions(undefined, { refetchInterval: REFETCH_MS }),
  );
  useLiveRefresh(["coordination"], () => void refetch(), 2_000);
  const isEmpty = data?.workstreams.length === 0;
  return (
    <ScrollBox label={t("title")} className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-[110rem] flex-col gap-4 p-3 md:p-4">
        <PageHead
          title={t("title")}
          subtitle={t("subtitle")}
          readAtMs={dataUpdatedAt}
          staleMs={STALE_MS}
          asOf={(isStale, age) => t.rich(isStale ? "stale" : "asOf", { age })}
          end={isEmpty ? null : <WindowChoice />}
        />
        {error && data === undefined ? (
          <LoadFailed error={error} onRetry={() => void refetch()} />
        ) : isEmpty ? (
          <StatePanel
            icon={Waypoints}
            title={t("emptyTitle")}
            action={
              <Button
                variant="primary"
                disabled={changes.begin.isPending}
                onClick={() => changes.begin.mutate()}
              >
                {t("begin")}
              </Button>
            }
          >
            {t("emptyBody")}
          </StatePanel>
        ) : (
          <>
            <Figures />
            {data ? (
              <>
                <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2 [&>*]:min-w-0">
                  <BlockerList {...{ board: data, changes }} onNew={() => setForm({ kind: "blocker" })} />
                  <HandoffList {...{ board: data, changes }} onNew={() => setForm({ kind: "handoff" })} />
                </div>
                <Briefings changes={changes} />
                <Plan board={data} onForm={setForm} />
                <SavingsCard />
                {form ? (
                  <RecordForm {...{ form, changes, board: data }} onClose={() => setForm(null)} />
                ) : null}
              </>
            ) : (
              <div aria-busy className="h-72 rounded-lg border bg-surface p-4">
                <Skeleton />
              </div>
            )}
          </>
        )}
      </div>
    </ScrollBox>
  );
};
