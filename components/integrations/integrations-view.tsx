"use client";

import { useQuery } from "@tanstack/react-query";
import { Unplug } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { PageHead } from "#components/page-head.tsx";
import { Card } from "#components/ui/card.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import { ServiceCard } from "./service-card.tsx";
import { TravelTimesCard } from "./travel-times-card.tsx";

const REFETCH_MS = 5_000;
const STALE_MS = 30_000;

/** Every outside service: breaker, quota, latency, failures, spend against budget, and calls that were not needed. */
export const IntegrationsView = () => {
  const t = useTranslations("integrations");
  const trpc = useTRPC();
  const overview = useQuery(trpc.external.overview.queryOptions(undefined, { refetchInterval: REFETCH_MS }));
  const { data, error, dataUpdatedAt } = overview;
  const notSetUp = data?.notSetUp.map((service) => t(`services.${service}`)) ?? [];
  return (
    <ScrollBox label={t("title")} className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-[100rem] flex-col gap-4 p-3 md:p-4">
        <PageHead
          title={t("title")}
          subtitle={t("subtitle")}
          readAtMs={dataUpdatedAt}
          staleMs={STALE_MS}
          asOf={(isStale, age) => t.rich(isStale ? "old" : "asOf", { age })}
        />
        {data === undefined && error ? (
          <Card>
            <LoadFailed error={error} onRetry={() => void overview.refetch()} />
          </Card>
        ) : null}
        {data === undefined && !error ? (
          <Card>
            <div className="flex flex-col gap-4 p-4" aria-busy>
              {["w-1/3", "w-2/3", "w-1/2", "w-3/5"].map((width) => (
                <Skeleton key={width} className={width} />
              ))}
            </div>
          </Card>
        ) : null}
        {data?.states.map((state) => (
          <ServiceCard
            key={state.service}
            state={state}
            days={data.days.filter(({ service }) => service === state.service)}
            today={data.today}
          />
        ))}
        {data?.states.length === 0 ? (
          <Card>
            <StatePanel icon={Unplug} title={t("noneTitle")}>
              {t("none")}
            </StatePanel>
          </Card>
        ) : null}
        <TravelTimesCard />
        {notSetUp.length > 0 && data?.states.length !== 0 ? (
          <p className="text-muted text-xs">{t("notSetUp", { names: notSetUp.join(", ") })}</p>
        ) : null}
      </div>
    </ScrollBox>
  );
};
