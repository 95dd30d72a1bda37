"use client";

import { Wrench } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import { useRisks } from "./use-risks.ts";

/** A wrench beside a vehicle that is likely to fail within a week; nothing beside others, or where warnings are off. */
export const RiskMark = ({ vehicleId }: { vehicleId: number }) => {
  const t = useTranslations("maintenance");
  const formats = useFormats();
  const { data: chance } = useRisks(({ vehicles, onAssignment }) =>
    onAssignment === "off"
      ? null
      : (vehicles.find((each) => each.vehicleId === vehicleId && each.isHigh)?.risk?.chance ?? null),
  );
  if (chance === null || chance === undefined) return null;
  const words = t("mark", { chance: formats.chance(chance) });
  return (
    <span role="img" aria-label={words} title={words} className="inline-flex shrink-0 text-bad">
      <Wrench aria-hidden className="size-3.5" />
    </span>
  );
};
