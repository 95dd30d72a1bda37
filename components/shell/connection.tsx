"use client";

import { useTranslations } from "next-intl";
import { useIsStale, useTicking } from "#components/day-clock.ts";
import { useConnection } from "#components/live.tsx";
import { useFormats } from "#components/me.tsx";
import { dotClass } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/cn.ts";

const QUIET_MS = 30_000;

/** Whether live updates come in, and how long ago the last one came, by the machine's own clock. */
export const Connection = () => {
  const t = useTranslations("shell");
  const formats = useFormats();
  const { isConnected, wasConnected, lastEventAt } = useConnection();
  const age = useTicking(() => (lastEventAt === null ? "" : formats.age(Date.now() - lastEventAt)));
  const isQuiet = useIsStale(lastEventAt, QUIET_MS);
  const state = isConnected ? "live" : wasConnected ? "offline" : "connecting";
  const tone = isConnected ? (isQuiet ? "warn" : "good") : wasConnected ? "bad" : "idle";
  const words = t(`connection.${state}`);
  return (
    <span
      className="inline-flex h-8 items-center gap-2 whitespace-nowrap px-2 text-muted"
      title={
        lastEventAt === null
          ? t("connection.hintNone", { state: words })
          : t("connection.hint", { state: words, age })
      }
    >
      <span aria-hidden className={dotClass(tone)} />
      <span role="status" className={state === "offline" ? "font-medium text-bad" : "max-xl:sr-only"}>
        {words}
      </span>
      {age === "" ? null : (
        <span
          className={cn("min-w-10 text-faint text-xs tabular-nums", state === "offline" && "max-xl:hidden")}
        >
          {age}
        </span>
      )}
    </span>
  );
};
