"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { Badge } from "#components/ui/badge.tsx";

/** What was decided about a flag's releases, each decision made again from the counts that stand beside it. */
export const ReleaseDecisions = ({ flag }: { flag: string }) => {
  const t = useTranslations("flags");
  const formats = useFormats();
  const { data = [] } = useQuery(useTRPC().flags.replay.queryOptions({ key: flag }));
  if (data.length === 0) return null;
  return (
    <div className="border-t p-3">
      <h3 className="font-medium">{t("replay")}</h3>
      <ul className="mt-1 flex flex-col gap-1">
        {data.map(({ auditId, at, verdict, again }) => (
          <li key={auditId} className="flex flex-wrap items-center gap-x-3">
            <span className="text-muted text-xs">{formats.dateTime(at)}</span>
            <span>{t(`verdict.${verdict}`)}</span>
            <Badge tone={verdict === again ? "good" : "bad"}>
              {verdict === again ? t("replaySame") : t("replayOther", { again: t(`verdict.${again}`) })}
            </Badge>
          </li>
        ))}
      </ul>
    </div>
  );
};
