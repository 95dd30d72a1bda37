"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats } from "#components/me.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { cn } from "#components/ui/cn.ts";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import {
  SAVING_HEADS,
  type SavingHead,
  type SavingMonth,
  type Savings,
} from "#server/coordination/savings.schema.ts";

const REFETCH_MS = 300_000;

const Baseline = ({ baseline }: Pick<Savings, "baseline">) => {
  const t = useTranslations("coordination");
  const formats = useFormats();
  const { months, centsPerStop, minutesPerQuestion, minutesPerPlan, centsPerWorkHour, centsPerComputeHour } =
    baseline;
  return (
    <ul className="flex flex-col gap-0.5 border-t px-3 py-2 text-muted text-xs">
      <li>
        {centsPerStop === null
          ? t("savings.noBaseline")
          : t("savings.routesBaseline", {
              from: formats.month(months[0] ?? ""),
              until: formats.month(months.at(-1) ?? ""),
              cost: formats.money(centsPerStop),
            })}
      </li>
      <li>{t("savings.outsideBaseline")}</li>
      <li>{t("savings.computeBaseline", { cost: formats.money(centsPerComputeHour) })}</li>
      <li>
        {t("savings.timeBaseline", {
          question: formats.number(minutesPerQuestion),
          plan: formats.number(minutesPerPlan),
          cost: formats.money(centsPerWorkHour),
        })}
      </li>
    </ul>
  );
};

const Cell = ({ head, month }: { head: SavingHead; month: SavingMonth }) => {
  const t = useTranslations("coordination");
  const formats = useFormats();
  const { cents, amount, centsEach } = month.heads[head];
  return (
    <td className="text-end">
      <span className={cn("tabular-nums", cents !== null && cents < 0 && "text-bad")}>
        {cents === null ? t("savings.none") : formats.money(cents)}
      </span>
      <span className="block text-faint text-xs">
        {amount === 0
          ? null
          : t(`savings.of.${head}`, {
              amount: formats.number(amount),
              each: centsEach === null ? "" : formats.money(centsEach),
            })}
      </span>
    </td>
  );
};

/** What was saved by month, against what, with the worst month named as well. */
export const SavingsCard = () => {
  const t = useTranslations("coordination");
  const formats = useFormats();
  const { data, error, refetch } = useQuery(
    useTRPC().coordination.savings.queryOptions(undefined, { refetchInterval: REFETCH_MS }),
  );
  return (
    <Card title={t("savings.title")} className="overflow-hidden">
      {data === undefined ? (
        error ? (
          <LoadFailed error={error} onRetry={() => void refetch()} />
        ) : (
          <div aria-busy className="h-40 p-4">
            <Skeleton />
          </div>
        )
      ) : data.months.length === 0 ? (
        <p className="p-3 text-muted">{t("savings.empty")}</p>
      ) : (
        <>
          <ScrollBox label={t("savings.title")} className="max-h-96 overflow-auto">
            <table className="w-full">
              <thead className="text-muted text-xs">
                <tr className="[&>*]:whitespace-nowrap [&>*]:border-b [&>th]:px-3 [&>th]:py-1.5 [&>th]:font-medium">
                  <th scope="col" className="text-start">
                    {t("savings.month")}
                  </th>
                  {SAVING_HEADS.map((head) => (
                    <th key={head} scope="col" className="text-end">
                      {t(`savings.head.${head}`)}
                    </th>
                  ))}
                  <th scope="col" className="text-end">
                    {t("savings.all")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.months.map((month) => (
                  <tr
                    key={month.month}
                    className={cn(
                      "align-top [&>*]:whitespace-nowrap [&>*]:border-b [&>*]:px-3 [&>*]:py-1.5",
                      month.month === data.worst && "bg-sunken",
                    )}
                  >
                    <th scope="row" className="whitespace-nowrap text-start font-normal">
                      {formats.month(month.month)}{" "}
                      {month.month === data.worst ? <Badge tone="warn">{t("savings.worst")}</Badge> : null}
                      {month.isRunning ? <Badge tone="idle">{t("savings.running")}</Badge> : null}
                    </th>
                    {SAVING_HEADS.map((head) => (
                      <Cell key={head} head={head} month={month} />
                    ))}
                    <td
                      className={cn(
                        "text-end font-medium tabular-nums",
                        month.cents !== null && month.cents < 0 && "text-bad",
                      )}
                    >
                      {month.cents === null ? t("savings.none") : formats.money(month.cents)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollBox>
          <Baseline baseline={data.baseline} />
        </>
      )}
    </Card>
  );
};
