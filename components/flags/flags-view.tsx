"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Flag } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import { useTRPC } from "#components/client.ts";
import { useLiveValue } from "#components/live.tsx";
import { LoadFailed } from "#components/load-failed.tsx";
import { PlatformNote } from "#components/platform-right.tsx";
import { Card } from "#components/ui/card.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import { parseAsString, useQueryStates } from "#components/url-state.ts";
import { FlagDetail } from "./flag-detail.tsx";
import { FlagList } from "./flag-list.tsx";
import { SetActions } from "./set-actions.tsx";

/** The platform's flags: all of them, and the one that is open with its rule, releases, test bench and history. */
export const FlagsView = () => {
  const t = useTranslations("flags");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [{ flag }, setState] = useQueryStates({ flag: parseAsString });
  const list = useQuery(trpc.flags.list.queryOptions());
  const live = useLiveValue("flags", "platform");
  useEffect(() => {
    // A version or a look at a release, of this page or of another one: what is shown is read again.
    if (live) void queries.invalidateQueries({ queryKey: trpc.flags.pathKey() });
  }, [live, queries, trpc]);
  const { data, error } = list;
  return (
    <ScrollBox label={t("title")} className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-[100rem] flex-col gap-4 p-3 md:p-4">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-2">
          <h1 className="font-semibold text-lg">{t("title")}</h1>
          <p className="text-muted">{t("subtitle")}</p>
          <div className="ms-auto flex items-center gap-2">
            {data ? (
              <span className="text-muted text-xs tabular-nums">
                {t("version", { version: data.version })}
              </span>
            ) : null}
            <SetActions />
          </div>
        </div>
        <PlatformNote />
        {data?.from === "disk" ? (
          <p role="status" className="rounded-md bg-warn-soft px-3 py-2 text-warn">
            {t("fromDisk")}
          </p>
        ) : null}
        <div className="grid items-start gap-4 lg:grid-cols-[22rem_minmax(0,1fr)]">
          <Card title={t("all")} className="overflow-hidden">
            {data ? (
              <FlagList rows={data.flags} open={flag} onOpen={(key) => void setState({ flag: key })} />
            ) : error ? (
              <LoadFailed error={error} onRetry={() => void list.refetch()} />
            ) : (
              <div className="flex flex-col gap-4 p-4" aria-busy>
                {["w-1/2", "w-2/3", "w-1/3"].map((width) => (
                  <Skeleton key={width} className={width} />
                ))}
              </div>
            )}
          </Card>
          {flag === null ? (
            <Card>
              <StatePanel icon={Flag} title={t("title")}>
                {t("choose")}
              </StatePanel>
            </Card>
          ) : (
            <FlagDetail key={flag} flag={flag} row={data?.flags.find(({ key }) => key === flag)} />
          )}
        </div>
      </div>
    </ScrollBox>
  );
};
