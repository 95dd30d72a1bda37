"use client";

import { useTranslations } from "next-intl";
import { LabelledInput } from "#components/ui/input.tsx";
import { StreetPicker } from "./street-picker.tsx";
import { isOvernight } from "./time-on-day.ts";

/** Streets that are supposed to be closed, and from and until when, as a clock shows it; empty for all of the day. */
export type Closed = { streets: readonly string[]; from: string; until: string };

/** Whether a closure would end in the minute it begins. */
export const isInstant = ({ from, until }: Closed): boolean => from !== "" && from === until;

/** Picks closed streets and, once one is picked, the time for which they are. */
export const ClosedStreets = ({
  closed,
  onChange,
}: {
  closed: Closed;
  onChange: (closed: Closed) => void;
}) => {
  const t = useTranslations("plans");
  return (
    <div className="flex flex-col gap-3 px-4 py-3">
      <StreetPicker
        streets={closed.streets}
        onChange={(streets) =>
          onChange(streets.length === 0 ? { streets, from: "", until: "" } : { ...closed, streets })
        }
      />
      {closed.streets.length === 0 ? null : (
        <div className="flex flex-col gap-2">
          <div className="grid grid-cols-2 gap-3">
            <LabelledInput
              type="time"
              label={t("closedFromTime")}
              value={closed.from}
              onChange={({ target }) => onChange({ ...closed, from: target.value })}
            />
            <LabelledInput
              type="time"
              label={t("closedUntilTime")}
              fault={isInstant(closed) ? t("closedInstant") : undefined}
              value={closed.until}
              onChange={({ target }) => onChange({ ...closed, until: target.value })}
            />
          </div>
          <p className="text-muted text-xs">
            {isOvernight(closed) ? t("closedOvernight", { until: closed.until }) : t("closedHoursHint")}
          </p>
        </div>
      )}
    </div>
  );
};
