"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import type { ColumnFilter } from "./column.ts";

/** Makes the filter of a column whose values have words in the shared texts: streams, body types, statuses, roles. */
export const useChoices = () => {
  const t = useTranslations("common");
  return useCallback(
    (group: "status" | "stream" | "bodyType", values: readonly string[]): ColumnFilter => ({
      kind: "choice",
      choices: values.map((value) => ({ value, label: t(`${group}.${value}`) })),
    }),
    [t],
  );
};

/** Words for a value of a group of shared texts; a value without words stands for itself. */
export const useWords = () => {
  const t = useTranslations("common");
  return useCallback(
    (group: "stream" | "bodyType", value: string): string => {
      const key = `${group}.${value}`;
      return t.has(key) ? t(key) : value;
    },
    [t],
  );
};
