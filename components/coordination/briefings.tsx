"use client";

import { useQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats } from "#components/me.tsx";
import { dotClass } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { NativeSelect } from "#components/ui/input.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import { parseAsInteger, useQueryState } from "#components/url-state.ts";
import type { Briefing } from "#server/coordination/schema.ts";
import { BriefingWaysForm } from "./briefing-ways-form.tsx";
import type { CoordinationChanges } from "./use-coordination.ts";

const REFETCH_MS = 60_000;

const Parts = ({ briefing }: { briefing: Briefing }) => {
  const t = useTranslations("coordination");
  return (
    <div className="grid gap-x-6 gap-y-4 p-3 md:grid-cols-2 xl:grid-cols-3">
      {briefing.parts.map(({ name, lines }) => (
        <section key={name} aria-label={t(`part.${name}`)} className="min-w-0">
          <h3 className="mb-1 font-medium text-muted text-xs">{t(`part.${name}`)}</h3>
          {lines.length === 0 ? (
            <p className="text-faint text-sm">{t(`nothingOf.${name}`)}</p>
          ) : (
            <ul className="flex flex-col gap-1">
              {lines.map(({ text, tone }) => (
                <li key={text} className="flex gap-2">
                  <span aria-hidden className={cn(dotClass(tone), "mt-1.5")} />
                  <span className="min-w-0 break-words">
                    <span className="sr-only">{tone === "idle" ? null : `${t(`tone.${tone}`)}: `}</span>
                    {text}
                  </span>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
};

/** The newest briefing, and those before it to choose from. */
export const Briefings = ({ changes }: { changes: CoordinationChanges }) => {
  const t = useTranslations("coordination");
  const formats = useFormats();
  const trpc = useTRPC();
  const [chosen, setChosen] = useQueryState("briefing", parseAsInteger);
  const [isOpen, setIsOpen] = useState(false);
  const { data, error, refetch } = useQuery(
    trpc.coordination.briefings.queryOptions(undefined, { refetchInterval: REFETCH_MS }),
  );
  const shown = data?.find(({ id }) => id === chosen) ?? data?.[0];
  const nameOf = ({ day, slot, timeZone }: Briefing) => `${formats.day(day)}, ${slot} (${timeZone})`;
  return (
    <Card
      title={t("briefing")}
      end={
        data && shown ? (
          <NativeSelect
            aria-label={t("whichBriefing")}
            className="max-w-[60%]"
            value={shown.id}
            onChange={({ target }) => void setChosen(Number(target.value))}
          >
            {data.map((each) => (
              <option key={each.id} value={each.id}>
                {nameOf(each)}
              </option>
            ))}
          </NativeSelect>
        ) : null
      }
    >
      {shown ? (
        <>
          <Parts briefing={shown} />
          <p className="border-t px-3 py-2 text-faint text-xs">
            {[
              t("madeAt", { at: formats.dateTime(shown.madeAt) }),
              ...shown.sent.map(({ way, count, at }) =>
                t(`sent.${way}`, { count, at: formats.dateTime(at) }),
              ),
            ].join(" ")}
          </p>
        </>
      ) : data ? (
        <p className="p-3 text-muted">{t("noBriefing")}</p>
      ) : error ? (
        <LoadFailed error={error} onRetry={() => void refetch()} />
      ) : (
        <div aria-busy className="p-4">
          <Skeleton />
        </div>
      )}
      <div className="border-t px-3 py-2">
        <Button size="sm" variant="ghost" onClick={() => setIsOpen(true)}>
          <Send aria-hidden />
          {t("ways.open")}
        </Button>
      </div>
      {isOpen ? <BriefingWaysForm changes={changes} onClose={() => setIsOpen(false)} /> : null}
    </Card>
  );
};
