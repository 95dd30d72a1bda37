"use client";

import dynamic from "next/dynamic";
import { AlertsLoading } from "#components/alerts/alerts-loading.tsx";

/** The alerts and their rules; their code comes after the scorecard. */
export const LazyAlerts = dynamic(
  () => import("#components/alerts/alerts-section.tsx").then((module) => module.AlertsSection),
  { ssr: false, loading: AlertsLoading },
);
