"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useDayClock } from "#components/day-clock.ts";
import { useFormats } from "#components/me.tsx";
import type { CellContext } from "./cell-text.ts";

const GROUPS = ["status", "stream", "bodyType"] as const;

/** What cells of an answer need: formats, today, and the words of the product for stored ones. */
export const useCells = (): CellContext => {
  const formats = useFormats();
  const common = useTranslations("common");
  const exceptions = useTranslations("exceptions");
  const today = useDayClock()?.serviceDay ?? null;
  return useMemo(() => {
    const word = (value: string): string | null => {
      if (!/^[a-z][a-z-]*$/.test(value)) return null;
      for (const group of GROUPS)
        if (common.has(`${group}.${value}`)) return common(`${group}.${value}` as never);
      return exceptions.has(`kind.${value}` as never) ? exceptions(`kind.${value}` as never) : null;
    };
    return { formats, today, word };
  }, [formats, common, exceptions, today]);
};
