"use client";

import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import { toneText } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import type { Alternative, PlanWhy } from "#server/routing/schema.ts";

/** What a place means for what was wished of the plan: how far from where the driver usually works, how even the day is. */
const Wished = ({ place: { awayM, unevenS = 0 } }: { place: Alternative }) => {
  const t = useTranslations("board");
  const formats = useFormats();
  const words = [
    ...(awayM === undefined ? [] : [t("away", { distance: formats.distance(awayM) })]),
    ...(Math.abs(unevenS) < 60
      ? []
      : [t(unevenS > 0 ? "lessEven" : "moreEven", { time: formats.duration(Math.abs(unevenS)) })]),
  ];
  return words.length === 0 ? null : <span className="text-muted text-xs">{words.join(" · ")}</span>;
};

const Row = ({
  place,
  isPresent,
  isDisabled,
  onChoose,
}: {
  place: Alternative;
  isPresent: boolean;
  isDisabled: boolean;
  onChoose: ((place: Alternative) => void) | undefined;
}) => {
  const t = useTranslations("board");
  const formats = useFormats();
  const more = place.moreThanPresentCents;
  return (
    <li className={cn("flex items-center gap-3 py-2", isPresent && "-mx-2 rounded-md bg-selected px-2")}>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate font-medium">{place.vehicle}</span>
        <span className="truncate text-muted text-xs tabular-nums">
          {t("behind", { count: place.position })} · {formats.signed(place.extraDistanceM, formats.distance)}{" "}
          · {formats.signed(place.extraSeconds, formats.duration)}
        </span>
        <Wished place={place} />
      </span>
      <span className="flex shrink-0 flex-col items-end tabular-nums">
        <span className="font-medium">{formats.signed(place.extraCostCents, formats.money)}</span>
        {isPresent ? (
          <span className="text-muted text-xs">{t("present")}</span>
        ) : (
          <span className={cn("text-xs", toneText(more > 0 ? "bad" : more < 0 ? "good" : "idle"))}>
            {t("thanNow", { money: formats.signed(more, formats.money) })}
          </span>
        )}
      </span>
      {onChoose && !isPresent ? (
        <Button size="sm" disabled={isDisabled} onClick={() => onChoose(place)}>
          {t("put")}
        </Button>
      ) : null}
    </li>
  );
};

/** Where a stop is and what it costs there, above the cheapest other trucks; with `onChoose` it can be put on one. */
export const Alternatives = ({
  why,
  isDisabled = false,
  onChoose,
}: {
  why: PlanWhy;
  isDisabled?: boolean;
  onChoose?: (place: Alternative) => void;
}) => {
  const t = useTranslations("board");
  return (
    <>
      {why.reason === null ? null : <p className="pb-1 text-warn">{why.reason}</p>}
      {why.present === null && why.alternatives.length === 0 ? (
        <p className="text-muted">{t("noPlace")}</p>
      ) : (
        <ul className="divide-y">
          {why.present === null ? null : (
            <Row place={why.present} isPresent isDisabled={isDisabled} onChoose={undefined} />
          )}
          {why.alternatives.map((place) => (
            <Row
              key={`${place.vehicleId} ${place.position}`}
              place={place}
              isPresent={false}
              isDisabled={isDisabled}
              onChoose={onChoose}
            />
          ))}
        </ul>
      )}
    </>
  );
};
