"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { RealAge } from "#components/age.tsx";
import { useTRPC } from "#components/client.ts";
import { later } from "#components/later.tsx";
import { useLiveState } from "#components/live.tsx";
import { LoadFailed } from "#components/load-failed.tsx";
import { usePlatformRight } from "#components/platform-right.tsx";
import { Badge, dotClass, toneText } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { parseAsInteger, useQueryStates } from "#components/url-state.ts";
import type { AlertLive } from "#server/alerts/live.schema.ts";
import type { RuleRow } from "#server/alerts/schema.ts";
import { inOrder, STATE_TONES, shownState } from "./alert-state.ts";
import { AlertsLoading } from "./alerts-loading.tsx";
import { useAlertChanges } from "./use-alerts.ts";

const REFETCH_MS = 10_000;
const AlertDetail = later(() => import("./alert-detail.tsx").then((module) => module.AlertDetail));
const RuleFormDialog = later(() => import("./rule-form.tsx").then((module) => module.RuleFormDialog));

const standings = (values: ReadonlyMap<string | number, AlertLive>): string =>
  [...values].map(([key, { standing, eventAtMs }]) => `${key}${standing}${eventAtMs}`).join(" ");

const Row = ({ rule, nowMs, onOpen }: { rule: RuleRow; nowMs: number; onOpen: () => void }) => {
  const t = useTranslations("performance.alerts");
  const state = shownState(rule, nowMs);
  const tone = STATE_TONES[state];
  return (
    <li className="border-t first:border-t-0">
      <button
        type="button"
        aria-label={t("open", { name: rule.name })}
        onClick={onOpen}
        className="grid w-full grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1 px-4 py-2.5 text-start hover:bg-sunken md:grid-cols-[6rem_minmax(0,1.2fr)_minmax(0,1fr)_11rem]"
      >
        <span className={cn("flex items-center gap-2 font-medium", toneText(tone))}>
          <span aria-hidden className={dotClass(tone)} />
          {t(`state.${state}`)}
        </span>
        <span className="flex min-w-0 items-center gap-2">
          <span className="font-medium md:truncate">{rule.name}</span>
          <Badge>{rule.group}</Badge>
        </span>
        <span className="text-muted text-xs tabular-nums max-md:col-span-2 md:truncate">
          {rule.open?.words ?? rule.now ?? t("nothing")}
        </span>
        <span className="text-muted text-xs max-md:col-span-2 md:truncate md:text-end">
          {rule.ownerName === null ? t("nobody") : t("owner", { name: rule.ownerName })}
          {rule.standing !== "ok" && rule.since !== null ? (
            <>
              {" · "}
              {t.rich("since", { age: () => <RealAge atMs={Date.parse(rule.since ?? "")} /> })}
            </>
          ) : null}
        </span>
      </button>
    </li>
  );
};

/** The rules of alerts with where they stand, and what may be done about them. */
export const AlertsSection = ({ onOpenMeter }: { onOpenMeter: (meter: string) => void }) => {
  const t = useTranslations("performance.alerts");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const changes = useAlertChanges();
  const mayChange = usePlatformRight("manager", "engineer", "admin");
  const [{ rule: openId }, setState] = useQueryStates({ rule: parseAsInteger });
  const [form, setForm] = useState<{ rule: RuleRow | null } | null>(null);
  const list = useQuery(trpc.alerts.list.queryOptions(undefined, { refetchInterval: REFETCH_MS }));
  const told = useLiveState("alerts", standings);
  const listKey = trpc.alerts.list.queryKey();
  useEffect(() => {
    // What is told stands in the database a moment later; the list is read then.
    if (told === "") return;
    const timer = setTimeout(() => void queries.invalidateQueries({ queryKey: listKey }), 100);
    return () => clearTimeout(timer);
  }, [told, queries, listKey]);
  const { data, error, dataUpdatedAt: nowMs } = list;
  if (data === undefined && error === null) return <AlertsLoading />;
  if (data === undefined)
    return (
      <Card title={t("title")}>
        <LoadFailed error={error} onRetry={() => void list.refetch()} />
      </Card>
    );
  const firing = data.filter(({ standing }) => standing === "firing").length;
  const close = () => void setState({ rule: null });
  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          {t("title")}
          <Badge tone={firing > 0 ? "bad" : "good"}>
            {firing > 0 ? t("standing", { count: firing }) : t("calm")}
          </Badge>
        </span>
      }
      end={
        mayChange ? (
          <Button size="sm" onClick={() => setForm({ rule: null })}>
            <Plus aria-hidden />
            {t("new")}
          </Button>
        ) : undefined
      }
      className="shrink-0 overflow-hidden"
    >
      <ul aria-label={t("list")}>
        {inOrder(data, nowMs).map((rule) => (
          <Row key={rule.id} rule={rule} nowMs={nowMs} onOpen={() => void setState({ rule: rule.id })} />
        ))}
      </ul>
      {openId !== null && form === null ? (
        <AlertDetail
          id={openId}
          changes={changes}
          onClose={close}
          onChange={(rule) => setForm({ rule })}
          onOpenMeter={(meter) => {
            close();
            onOpenMeter(meter);
          }}
        />
      ) : null}
      {form === null ? null : (
        <RuleFormDialog rule={form.rule} changes={changes} onClose={() => setForm(null)} onGone={close} />
      )}
    </Card>
  );
};
