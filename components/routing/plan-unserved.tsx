"use client";

import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { StatePanel } from "#components/ui/states.tsx";
import type { PlanUnserved } from "#server/routing/schema.ts";

const SHOWN = 100;

/** The stops that a plan leaves, each with its reason. */
export const Unserved = ({ stops }: { stops: readonly PlanUnserved[] }) => {
  const t = useTranslations("plans");
  if (stops.length === 0)
    return (
      <StatePanel icon={CircleCheck} title={t("noneLeft")} className="py-8">
        {t("noneLeftBody")}
      </StatePanel>
    );
  return (
    <ul className="divide-y">
      {stops.slice(0, SHOWN).map(({ stopId, name, reason }) => (
        <li key={stopId} className="flex flex-col px-3 py-2">
          <span className="truncate font-medium">{name}</span>
          <span className="text-muted text-xs">{reason}</span>
        </li>
      ))}
      {stops.length > SHOWN ? (
        <li className="px-3 py-2 text-muted">{t("more", { count: stops.length - SHOWN })}</li>
      ) : null}
    </ul>
  );
};
