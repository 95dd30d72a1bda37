"use client";

import { useTranslations } from "next-intl";
import { Badge, type Tone } from "#components/ui/badge.tsx";
import type { PlanStatus, PlanSummary } from "#server/routing/schema.ts";

const TONES: Record<PlanStatus, Tone> = {
  draft: "idle",
  solving: "info",
  proposed: "warn",
  accepted: "good",
  rejected: "idle",
  cancelled: "idle",
};

/** How far a plan is; one that ended with a fault failed, and was not stopped by anybody. */
export const PlanStatusBadge = ({ plan }: { plan: Pick<PlanSummary, "status" | "fault"> }) => {
  const t = useTranslations("plans");
  return plan.status === "cancelled" && plan.fault !== null ? (
    <Badge tone="bad">{t("status.failed")}</Badge>
  ) : (
    <Badge tone={TONES[plan.status]}>{t(`status.${plan.status}`)}</Badge>
  );
};
