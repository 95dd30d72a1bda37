"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { CrmExchange as Exchange } from "#server/external/schema.ts";

const REFETCH_MS = 30_000;
const HEAD = "whitespace-nowrap px-3 py-1.5 text-end font-medium text-muted text-xs";
const CELL = "whitespace-nowrap px-3 py-1.5 text-end tabular-nums";
const COUNTS = ["linked", "changed", "made", "gaveWay", "kept"] as const;

const Refused = ({ kinds }: { kinds: readonly Exchange[] }) => {
  const t = useTranslations("integrations.crm");
  const sentences = kinds.flatMap(({ refused }) => refused);
  if (sentences.length === 0) return null;
  return (
    <details className="border-t px-4 py-2 text-sm">
      <summary className="cursor-pointer text-warn">{t("refused", { count: sentences.length })}</summary>
      <ul className="mt-1 flex max-h-60 list-disc flex-col gap-1 overflow-y-auto ps-5 text-muted text-xs">
        {sentences.map((sentence) => (
          <li key={sentence} className="break-words">
            {sentence}
          </li>
        ))}
      </ul>
    </details>
  );
};

/** How records of each kind are exchanged with the CRM: how many both have, what changed by its word, who gave way. */
export const CrmExchange = () => {
  const t = useTranslations("integrations.crm");
  const formats = useFormats();
  const reason = useReason();
  const { data, error } = useQuery(
    useTRPC().external.crm.queryOptions(undefined, { refetchInterval: REFETCH_MS }),
  );
  if (data === undefined)
    return error ? (
      <p className="border-t px-4 py-3 text-bad text-sm">{reason(error)}</p>
    ) : (
      <Skeleton className="m-4 w-2/3" />
    );
  if (data.length === 0) return null;
  return (
    <>
      <ScrollBox label={t("title")} className="overflow-x-auto border-t">
        <table className="w-full min-w-[44rem] text-sm">
          <thead>
            <tr className="border-b">
              <th scope="col" className={`${HEAD} w-full text-start`}>
                {t("title")}
              </th>
              {COUNTS.map((key) => (
                <th key={key} scope="col" className={HEAD}>
                  {t(`heads.${key}`)}
                </th>
              ))}
              <th scope="col" className={HEAD}>
                {t("heads.readAt")}
              </th>
              <th scope="col" className={HEAD}>
                {t("heads.sentAt")}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((each) => (
              <tr key={each.kind} className="border-b last:border-b-0 hover:bg-hover">
                <th scope="row" className="whitespace-nowrap px-3 py-1.5 text-start font-normal">
                  {t(`kinds.${each.kind}`)}
                  {each.isSetUp ? null : <span className="text-muted text-xs"> · {t("notSetUp")}</span>}
                </th>
                {COUNTS.map((key) => (
                  <td key={key} className={CELL}>
                    {formats.number(each[key])}
                  </td>
                ))}
                <td className={CELL}>{each.readAt === null ? t("never") : formats.time(each.readAt)}</td>
                <td className={CELL}>{each.sentAt === null ? t("never") : formats.time(each.sentAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      <Refused kinds={data} />
    </>
  );
};
