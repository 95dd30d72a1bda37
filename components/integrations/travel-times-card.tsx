"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { TravelLearned, TravelTimes } from "#server/external/schema.ts";
import { Fact } from "./fact.tsx";

const ERRORS = ["perRoute", "perLeg", "perStop"] as const;
const HEAD = "whitespace-nowrap px-3 py-1.5 text-end font-medium text-muted text-xs";
const CELL = "whitespace-nowrap px-3 py-1.5 text-end tabular-nums";

/** Spans as what they are about: seconds up to two minutes. */
const useSpan = () => {
  const t = useTranslations("integrations.travel");
  const formats = useFormats();
  return (s: number): string => (s < 120 ? t("seconds", { s }) : formats.duration(s));
};

const Classes = ({ classes }: Pick<TravelLearned, "classes">) => {
  const t = useTranslations("integrations.travel");
  const formats = useFormats();
  return (
    <ScrollBox label={t("byClass")} className="overflow-x-auto border-t">
      <table className="w-full min-w-[36rem] text-sm">
        <thead>
          <tr className="border-b">
            <th scope="col" className={`${HEAD} text-start`}>
              {t("class")}
            </th>
            <th scope="col" className={HEAD}>
              {t("legs")}
            </th>
            <th scope="col" className={HEAD}>
              {t("factor")}
            </th>
            <th scope="col" className={`${HEAD} w-full text-start`}>
              {t("hours")}
            </th>
          </tr>
        </thead>
        <tbody>
          {classes.map(({ of, legs, factor, hours }) => (
            <tr key={of} className="border-b last:border-b-0 hover:bg-hover">
              <th scope="row" className="whitespace-nowrap px-3 py-1.5 text-start font-normal">
                {t(`classes.${of}`)}
              </th>
              <td className={CELL}>{formats.number(legs)}</td>
              <td className={CELL}>{t("times", { factor })}</td>
              <td className="min-w-72 px-3 py-1.5 text-muted text-xs tabular-nums">
                {hours.map((each) => t("hour", { hour: each.hour, factor: each.factor })).join(" · ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
};

const Learned = ({ learned }: { learned: TravelLearned }) => {
  const t = useTranslations("integrations.travel");
  const span = useSpan();
  return (
    <>
      <dl className="grid gap-px overflow-hidden bg-line sm:grid-cols-3">
        {ERRORS.map((key) => {
          const error = learned[key];
          const value =
            error === null
              ? t("unknown")
              : t("beforeAfter", {
                  before: span(error.beforeS),
                  after: span(error.afterS),
                });
          return (
            <Fact key={key} name={t(`errors.${key}`)} value={value}>
              {error === null ? t("noWeek") : t(`counts.${key}`, { count: error.count })}
            </Fact>
          );
        })}
      </dl>
      <Classes classes={learned.classes} />
    </>
  );
};

const stateOf = ({ isOn, isBetter }: TravelTimes): "used" | "off" | "worse" =>
  !isOn ? "off" : isBetter ? "used" : "worse";

/** What travel times are corrected by as routes really took, with their errors before and after on the week held back. */
export const TravelTimesCard = () => {
  const t = useTranslations("integrations.travel");
  const formats = useFormats();
  const reason = useReason();
  const span = useSpan();
  const { data, error } = useQuery(useTRPC().external.travelTimes.queryOptions());
  const learned = data?.learned ?? null;
  return (
    <Card
      title={t("title")}
      end={
        data && learned !== null ? (
          <Badge tone={stateOf(data) === "used" ? "good" : "idle"}>{t(`states.${stateOf(data)}`)}</Badge>
        ) : null
      }
    >
      {error && data === undefined ? <p className="px-4 py-3 text-bad">{reason(error)}</p> : null}
      {data === undefined && !error ? <Skeleton className="m-4 w-2/3" /> : null}
      {data !== undefined && learned === null ? (
        <p className="px-4 py-6 text-center text-muted">{t("none")}</p>
      ) : null}
      {learned === null || data?.madeFrom == null ? null : (
        <>
          <p className="border-b px-4 py-2 text-muted text-xs tabular-nums">
            {t("how", {
              day: formats.day(data.madeFrom),
              legs: learned.legs,
              drivers: learned.drivers,
              start: span(learned.startS),
            })}
          </p>
          <Learned learned={learned} />
        </>
      )}
    </Card>
  );
};
