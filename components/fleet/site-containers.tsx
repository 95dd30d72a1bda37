"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { ReadSection } from "#components/detail-panel.tsx";
import { useWords } from "#components/list/use-choices.ts";
import { useFormats } from "#components/me.tsx";
import { Fill } from "./fill.tsx";

/** The containers of a site with the days they are collected on and their fill. */
export const SiteContainers = ({ siteId }: { siteId: number }) => {
  const t = useTranslations("sites");
  const formats = useFormats();
  const words = useWords();
  const trpc = useTRPC();
  const query = useQuery(trpc.fleet.sites.get.queryOptions({ id: siteId }));
  return (
    <ReadSection title={t("containers")} query={query}>
      {({ containers }) => (
        <ul className="flex flex-col gap-1.5">
          {containers.map((container) => (
            <li key={container.id} className="flex items-center gap-3">
              <span className="min-w-0 flex-1">
                <span className="block truncate">
                  {words("stream", container.stream)}, {formats.litres(container.volumeL)}
                </span>
                <span className="block text-muted text-xs">
                  {t(`weeks.${container.weeks}`, {
                    days: container.weekdays.length === 7 ? t("daily") : formats.weekdays(container.weekdays),
                  })}
                </span>
              </span>
              <span className="w-36 shrink-0">
                <Fill fillPct={container.fillPct} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </ReadSection>
  );
};
