"use client";

import { AlertsLoading } from "#components/alerts/alerts-loading.tsx";
import { later } from "#components/later.tsx";

/** The alerts and their rules; their code comes after the scorecard. */
export const LazyAlerts = later(
  () => import("#components/alerts/alerts-section.tsx").then((module) => module.AlertsSection),
  <AlertsLoading />,
);
