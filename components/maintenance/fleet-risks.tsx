"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Link } from "#components/link.tsx";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { FleetRisks, VehicleRisk } from "#server/forecast/maintenance.schema.ts";
import { ChanceBadge, Reasons, useDaysText } from "./risk-figures.tsx";
import { useRisks } from "./use-risks.ts";
import { WorkOrderLine } from "./work-order.tsx";

const SHOWN = 8;

const RiskRow = ({ row, highChance }: { row: VehicleRisk; highChance: number }) => {
  const daysText = useDaysText();
  const { risk, vehicle, vehicleId, depot, order } = row;
  if (risk === null) return null;
  return (
    <li className="grid gap-x-6 gap-y-2 border-b px-3 py-3 last:border-b-0 md:grid-cols-[14rem_1fr_14rem] xl:grid-cols-[14rem_1fr_19rem]">
      <div className="flex flex-col gap-1">
        <Link href={`/vehicles?id=${vehicleId}`} className="font-medium hover:underline">
          {vehicle}
        </Link>
        <span className="text-muted text-xs">{depot}</span>
        <span>
          <ChanceBadge chance={risk.chance} highChance={highChance} />
        </span>
        <span className="text-xs tabular-nums">{daysText(risk)}</span>
      </div>
      <Reasons reasons={risk.reasons.slice(0, 3)} />
      <div>{order ? <WorkOrderLine order={order} vehicle={vehicle} /> : null}</div>
    </li>
  );
};

/** How well failures were told where the truth is known. */
const Fare = ({ fare }: { fare: NonNullable<FleetRisks["fare"]> }) => {
  const t = useTranslations("maintenance");
  const formats = useFormats();
  return (
    <p className="border-b px-3 py-2 text-muted text-xs tabular-nums">
      {t("fare", {
        ...{ vehicles: fare.vehicles, failures: fare.failures },
        precision: formats.chance(fare.precision),
        base: formats.chance(fare.baseShare),
        error: formats.decimal(fare.errorDays),
        usual: formats.decimal(fare.usualErrorDays),
      })}
    </p>
  );
};

/** The vehicles likeliest to fail, with reasons, proposed work, and how far such forecasts were right. */
export const FleetRisksSection = ({ depotId }: { depotId: number | null }) => {
  const t = useTranslations("maintenance");
  const formats = useFormats();
  const reason = useReason();
  const [isAll, setIsAll] = useState(false);
  const { data, error } = useRisks((risks) => risks);
  const seen = (data?.vehicles ?? []).filter((row) => depotId === null || row.depotId === depotId);
  const told = seen.filter(({ risk }) => risk !== null);
  const asOf = data?.madeFrom ? t("asOf", { day: formats.day(data.madeFrom) }) : null;
  return (
    <Card title={t("title")} end={asOf ? <span className="text-faint text-xs">{asOf}</span> : null}>
      {error ? <p className="px-3 py-3 text-bad">{reason(error)}</p> : null}
      {data === undefined && !error ? <Skeleton className="m-3 w-2/3" /> : null}
      {data?.fare ? <Fare fare={data.fare} /> : null}
      {data !== undefined && told.length === 0 ? (
        <p className="px-3 py-3 text-muted">
          {t(data.isTold || data.madeFrom === null ? "tooFew" : "noSkill")}
        </p>
      ) : null}
      <ul>
        {(isAll ? told : told.slice(0, SHOWN)).map((row) => (
          <RiskRow key={row.vehicleId} row={row} highChance={data?.highChance ?? 1} />
        ))}
      </ul>
      {told.length < seen.length && told.length > 0 ? (
        <p className="px-3 py-2 text-faint text-xs">{t("untold", { count: seen.length - told.length })}</p>
      ) : null}
      {told.length > SHOWN && !isAll ? (
        <div className="px-3 py-2">
          <Button variant="ghost" size="sm" onClick={() => setIsAll(true)}>
            {t("all", { count: told.length })}
          </Button>
        </div>
      ) : null}
    </Card>
  );
};
