"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { CallError } from "#components/calls.ts";

/** Why a call failed, where its own words would say nothing to who reads them; null where they say it well. */
export const failureOf = (error: unknown): "unreachable" | "signedOut" | null => {
  if (!(error instanceof Error)) return null;
  if (error.name === "LiveRequestError")
    return (error as Error & { code?: string }).code === "UNAVAILABLE" ? "unreachable" : null;
  // fetch itself throws this where nothing answered; each browser words it in its own way.
  if (error.name === "TypeError") return "unreachable";
  if (!(error instanceof CallError)) return null;
  if (error.data === null) return "unreachable";
  return error.data.code === "UNAUTHORIZED" ? "signedOut" : null;
};

/** Maps what a call threw to a sentence for the page. */
export const useReason = (): ((error: unknown) => string) => {
  const t = useTranslations("common");
  return useCallback(
    (error) => {
      const failure = failureOf(error);
      if (failure !== null) return t(`failure.${failure}`);
      return error instanceof Error ? error.message : String(error);
    },
    [t],
  );
};
