"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMedia } from "#components/list/use-media.ts";
import { useFormats } from "#components/me.tsx";
import { Badge, StatusDot, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { MODES, type ServiceState, type ServiceUse } from "#server/external/schema.ts";
import { BudgetBar } from "./budget-bar.tsx";
import { CrmExchange } from "./crm-exchange.tsx";
import { Fact } from "./fact.tsx";
import { ServiceDays } from "./service-days.tsx";
import { useServiceSwitch } from "./use-service-switch.ts";

const BREAKER: Record<ServiceState["breaker"], Tone> = { closed: "good", "half-open": "warn", open: "bad" };
const MODE: Record<ServiceState["mode"], Tone> = { live: "good", stale: "warn", paused: "idle" };

/** One outside service: how it stands, what is left of quota and budget, what it did by day, and its switches. */
export const ServiceCard = ({
  state,
  days,
  today,
}: {
  state: ServiceState;
  days: readonly ServiceUse[];
  today: string;
}) => {
  const t = useTranslations("integrations");
  const formats = useFormats();
  const { service, mode, breaker, quota, budget } = state;
  const change = useServiceSwitch(service);
  const name = t(`services.${service}`);
  const now = days.find(({ day }) => day === today);
  const ms = (value: number | null | undefined) =>
    value === null || value === undefined ? formats.number(null) : t("ms", { ms: Math.round(value) });
  const avoided = now?.avoided.reduce((sum, { calls }) => sum + calls, 0) ?? 0;
  const saved = now?.avoided.reduce((sum, { units }) => sum + units, 0) ?? 0;
  const isNarrow = useMedia("(max-width: 767px)");
  const switches = change.mayChange ? (
    <span className="flex flex-wrap items-center justify-end gap-2">
      <Segmented
        label={t("modeOf", { name })}
        value={mode}
        choices={MODES.map((value) => ({ value, label: t(`modes.${value}`) }))}
        onChange={change.setMode}
      />
      <Button onClick={change.reset} disabled={change.isBusy} aria-label={t("resetOf", { name })}>
        <RotateCcw />
        {t("reset")}
      </Button>
    </span>
  ) : null;
  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          {name}
          {state.isEmulator ? <Badge tone="info">{t("emulator")}</Badge> : null}
          {mode === "live" ? null : <Badge tone={MODE[mode]}>{t(`modes.${mode}`)}</Badge>}
        </span>
      }
      end={isNarrow ? null : switches}
      className="overflow-hidden"
    >
      {/* Beside the name there is no room for both on a phone. */}
      {isNarrow && switches ? <div className="flex border-b px-3 py-2">{switches}</div> : null}
      <dl className="grid grid-cols-2 gap-px border-b bg-line md:grid-cols-3 xl:grid-cols-6">
        <Fact
          name={t("breaker")}
          value={<StatusDot tone={BREAKER[breaker]}>{t(`breakers.${breaker}`)}</StatusDot>}
        >
          {state.reason ?? t(`breakerMeans.${breaker}`)}
        </Fact>
        <Fact name={t("today")} value={formats.number(now?.sent ?? 0)}>
          {t("failed", { count: now?.failed ?? 0 })}
        </Fact>
        <Fact name={t("latency")} value={ms(now?.p50Ms)}>
          {t("p99", { ms: ms(now?.p99Ms) })}
        </Fact>
        <Fact
          name={t("quota")}
          value={quota.remaining === null ? t("quotaUnknown") : formats.measure(quota.remaining)}
        >
          {quota.resetAtMs === null
            ? t("quotaSilent")
            : t("quotaReset", { at: formats.time(new Date(quota.resetAtMs).toISOString()) })}
        </Fact>
        <Fact name={t("onTheWay")} value={t("running", { count: state.running })}>
          {t("waiting", { count: state.waiting, most: Math.floor(state.concurrency) })}
          {state.inDoubt > 0 ? ` · ${t("inDoubt", { count: state.inDoubt })}` : null}
        </Fact>
        <Fact name={t("avoidedToday")} value={formats.number(avoided)}>
          {t("savedUnits", { units: saved })}
        </Fact>
      </dl>
      <BudgetBar budget={budget} />
      {service === "hubspot" ? <CrmExchange /> : null}
      <ServiceDays name={name} days={days} />
    </Card>
  );
};
