"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { RealAge } from "#components/age.tsx";
import { useTRPC } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats, useMe } from "#components/me.tsx";
import { PlatformNote, usePlatformRight } from "#components/platform-right.tsx";
import { Badge, StatusDot } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { NativeSelect } from "#components/ui/input.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { Alert, RuleDetail, RuleRow } from "#server/alerts/schema.ts";
import type { NotedChange } from "#server/platform/noted-change.schema.ts";
import { isMute, STATE_TONES, shownState } from "./alert-state.ts";
import type { AlertChanges } from "./use-alerts.ts";

const MUTES = [60, 480, 1440, 10_080] as const;
const REFETCH_MS = 10_000;
/** Deviations at which the bar of a meter is full. */
const FULL_BAR = 20;

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="border-t px-4 py-3">
    <h3 className="mb-1.5 font-semibold">{title}</h3>
    {children}
  </section>
);

const Steering = ({
  rule,
  changes,
  onChange,
}: {
  rule: RuleRow;
  changes: AlertChanges;
  onChange: (rule: RuleRow) => void;
}) => {
  const t = useTranslations("performance.alerts");
  const { userId } = useMe();
  const { own, mute, test } = changes;
  const isOwn = rule.ownerId === userId;
  return (
    <div className="flex flex-wrap gap-2 border-t px-4 py-3">
      <Button disabled={own.isPending} onClick={() => own.mutate({ id: rule.id, isTaken: !isOwn })}>
        {t(isOwn ? "release" : "take")}
      </Button>
      {isMute(rule, Date.now()) ? (
        <Button disabled={mute.isPending} onClick={() => mute.mutate({ id: rule.id, minutes: null })}>
          {t("unmute")}
        </Button>
      ) : (
        <NativeSelect
          aria-label={t("mute")}
          value=""
          disabled={mute.isPending}
          onChange={({ target }) => mute.mutate({ id: rule.id, minutes: Number(target.value) })}
        >
          <option value="" disabled>
            {t("mute")}
          </option>
          {MUTES.map((minutes) => (
            <option key={minutes} value={minutes}>
              {t(`muteFor.${minutes}`)}
            </option>
          ))}
        </NativeSelect>
      )}
      <Button disabled={test.isPending} onClick={() => test.mutate({ id: rule.id })}>
        {t("test")}
      </Button>
      <Button onClick={() => onChange(rule)}>{t("change")}</Button>
    </div>
  );
};

const Past = ({
  alerts,
  chosen,
  onChoose,
}: {
  alerts: readonly Alert[];
  chosen: number | null;
  onChoose: (id: number) => void;
}) => {
  const t = useTranslations("performance.alerts");
  const formats = useFormats();
  if (alerts.length === 0) return <p className="text-muted">{t("pastNone")}</p>;
  return (
    <ol className="-mx-2 flex flex-col">
      {alerts.map(({ id, words, raisedAt, endedAt, isTest, groupedWith }) => (
        <li key={id}>
          <button
            type="button"
            aria-pressed={id === chosen}
            onClick={() => onChoose(id)}
            className={cn(
              "flex w-full flex-col gap-0.5 rounded-md px-2 py-1.5 text-start hover:bg-sunken",
              id === chosen && "bg-sunken",
            )}
          >
            <span className="flex flex-wrap items-center gap-2 tabular-nums">
              <span className={endedAt === null ? "font-medium text-bad" : ""}>
                {endedAt === null
                  ? `${formats.dateTime(raisedAt)}, ${t("stands")}`
                  : isTest
                    ? formats.dateTime(raisedAt)
                    : t("ended", {
                        time: formats.dateTime(raisedAt),
                        length: formats.duration((Date.parse(endedAt) - Date.parse(raisedAt)) / 1000),
                      })}
              </span>
              {isTest ? <Badge>{t("isTest")}</Badge> : null}
              {groupedWith === null ? null : <Badge>{t("grouped")}</Badge>}
            </span>
            <span className="break-words text-muted text-xs">{words}</span>
          </button>
        </li>
      ))}
    </ol>
  );
};

const Noted = ({ changes, none }: { changes: readonly NotedChange[]; none: string }) => {
  const t = useTranslations("performance.alerts");
  const formats = useFormats();
  if (changes.length === 0) return <p className="text-muted">{none}</p>;
  return (
    <ul className="flex flex-col gap-1">
      {changes.map(({ id, at, actor, action, entityId }) => (
        <li key={id} className="flex flex-wrap justify-between gap-x-4">
          <span className="min-w-0 break-words">
            {action} {entityId}
          </span>
          <span className="text-muted text-xs">{t("by", { actor, time: formats.dateTime(at) })}</span>
        </li>
      ))}
    </ul>
  );
};

const Moved = ({
  moved,
  onOpenMeter,
}: {
  moved: NonNullable<RuleDetail["moved"]>;
  onOpenMeter: (meter: string) => void;
}) => {
  const t = useTranslations("performance.alerts");
  const formats = useFormats();
  return (
    <>
      <Part title={t("moved")}>
        {moved.meters.length === 0 ? <p className="text-muted">{t("movedNone")}</p> : null}
        <ul className="flex flex-col gap-2">
          {moved.meters.map(({ name, value, usual, deviations }) => (
            <li key={name} className="flex flex-col gap-1">
              <span className="flex flex-wrap items-baseline justify-between gap-x-4">
                <button
                  type="button"
                  aria-label={t("showMeter", { name })}
                  className="min-w-0 break-all text-start text-accent-text underline-offset-2 hover:underline"
                  onClick={() => onOpenMeter(name)}
                >
                  {name}
                </button>
                <span className="text-xs tabular-nums">
                  {t("movedTo", { value: formats.measure(value), usual: formats.measure(usual) })}
                  <span className="text-muted">
                    {" · "}
                    {t("deviations", { count: formats.measure(Math.round(deviations)) })}
                  </span>
                </span>
              </span>
              <span aria-hidden className="h-1 rounded-full bg-sunken">
                <span
                  className="block h-1 rounded-full bg-accent"
                  style={{ width: `${Math.min(100, (100 * Math.abs(deviations)) / FULL_BAR)}%` }}
                />
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t("changed")}>
        <Noted changes={moved.changes} none={t("changedNone")} />
      </Part>
    </>
  );
};

/** A rule with what it found, what else moved in the same minutes, and what may be done about it. */
export const AlertDetail = ({
  id,
  changes,
  onClose,
  onChange,
  onOpenMeter,
}: {
  id: number;
  changes: AlertChanges;
  onClose: () => void;
  onChange: (rule: RuleRow) => void;
  onOpenMeter: (meter: string) => void;
}) => {
  const t = useTranslations("performance.alerts");
  const formats = useFormats();
  const mayChange = usePlatformRight("manager", "engineer", "admin");
  const [alertId, setAlertId] = useState<number | null>(null);
  const detail = useQuery(
    useTRPC().alerts.detail.queryOptions(
      { id, alertId },
      { refetchInterval: REFETCH_MS, placeholderData: (before) => before },
    ),
  );
  const { data, error } = detail;
  if (data === undefined)
    return (
      <Dialog open onClose={onClose} title={t("detail")} place="end">
        {error === null ? (
          <div className="flex flex-col gap-4 p-4" aria-busy>
            <Skeleton className="w-2/3" />
            <Skeleton className="w-1/2" />
          </div>
        ) : (
          <LoadFailed error={error} onRetry={() => void detail.refetch()} />
        )}
      </Dialog>
    );
  const { rule, alerts, moved } = data;
  const state = shownState(rule, Date.now());
  return (
    <Dialog open onClose={onClose} title={rule.name} place="end">
      <div className="flex flex-col gap-1.5 px-4 py-3">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StatusDot tone={STATE_TONES[state]}>{t(`state.${state}`)}</StatusDot>
          {rule.standing !== "ok" && rule.since !== null ? (
            <span className="text-muted">
              {t.rich("since", { age: () => <RealAge atMs={Date.parse(rule.since ?? "")} /> })}
            </span>
          ) : null}
          <Badge>{t("group", { group: rule.group })}</Badge>
        </p>
        <p className="text-muted">
          {rule.ownerName === null ? t("nobody") : t("owner", { name: rule.ownerName })}
        </p>
        {isMute(rule, Date.now()) ? (
          <p className="text-warn">{t("mutedUntil", { time: formats.dateTime(rule.mutedUntil ?? "") })}</p>
        ) : null}
      </div>
      {mayChange ? (
        <Steering rule={rule} changes={changes} onChange={onChange} />
      ) : (
        <div className="border-t px-4 py-3">
          <PlatformNote />
        </div>
      )}
      <Part title={t("rule")}>
        <p className="break-words">{rule.words}</p>
        <p className="mt-1 text-muted tabular-nums">
          {t("now")}: {rule.now ?? t("nothing")}
        </p>
      </Part>
      <Part title={t("past")}>
        <Past alerts={alerts} chosen={moved?.alertId ?? null} onChoose={setAlertId} />
      </Part>
      {moved === null ? null : <Moved moved={moved} onOpenMeter={onOpenMeter} />}
      <Part title={t("history")}>
        <Noted changes={data.changes} none={t("historyNone")} />
      </Part>
    </Dialog>
  );
};
