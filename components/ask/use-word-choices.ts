"use client";

import { useTranslations } from "next-intl";
import { MEASURE_NAMES, RANKING_ORDERS, type WordChoice } from "#server/ask/plan-names.schema.ts";
import { BODY_TYPES, STREAMS } from "#server/fleet/names.schema.ts";
import {
  EXCEPTION_KINDS,
  EXCEPTION_STATUSES,
  KPI_DIMENSIONS,
  KPI_NAMES,
  ROUTE_STATUSES,
  STOP_STATUSES,
  VEHICLE_STATUSES,
} from "#server/operations/names.schema.ts";

type Option = { value: string | boolean; label: string };

/** Words of the product that a part of a plan can be set to. */
export const useWordChoices = () => {
  const t = useTranslations("ask");
  const common = useTranslations("common");
  const kpi = useTranslations("kpi");
  const exceptions = useTranslations("exceptions");
  const status = (value: string): Option => ({
    value,
    label: common.has(`status.${value}` as never) ? common(`status.${value}` as never) : value,
  });
  return (of: string): readonly Option[] => {
    switch (of as WordChoice) {
      case "kpi":
        return KPI_NAMES.map((value) => ({ value, label: kpi(`name.${value}`) }));
      case "measure":
        return MEASURE_NAMES.map((value) => ({ value, label: t(`measure.${value}`) }));
      case "dimension":
        return KPI_DIMENSIONS.map((value) => ({ value, label: kpi(`dimension.${value}`) }));
      case "order":
        return RANKING_ORDERS.map((value) => ({ value, label: t(`order.${value}`) }));
      case "direction":
        return [
          { value: false, label: t("order.up") },
          { value: true, label: t("order.down") },
        ];
      case "stream":
        return STREAMS.map((value) => ({ value, label: common(`stream.${value}`) }));
      case "bodyType":
        return BODY_TYPES.map((value) => ({ value, label: common(`bodyType.${value}`) }));
      case "vehicle-status":
        return VEHICLE_STATUSES.map(status);
      case "route-status":
        return ROUTE_STATUSES.map(status);
      case "stop-status":
        return STOP_STATUSES.map(status);
      case "exception-status":
        return EXCEPTION_STATUSES.map(status);
      case "exception-kind":
        return EXCEPTION_KINDS.map((value) => ({ value, label: exceptions(`kind.${value}`) }));
      default:
        return [];
    }
  };
};
