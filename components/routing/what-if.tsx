"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { PlanDetail, PlanWishes, WhatIf, WishLevel } from "#server/routing/schema.ts";
import { type Closed, ClosedStreets, isInstant } from "./closed-streets.tsx";
import { WISHES } from "./plan-words.ts";
import { hoursOn } from "./time-on-day.ts";

const Choices = ({ title, hint, children }: { title: string; hint: string; children: ReactNode }) => (
  <fieldset className="border-b px-4 py-3">
    <legend className="float-start font-medium">{title}</legend>
    <p className="clear-both pb-2 text-muted text-xs">{hint}</p>
    {children}
  </fieldset>
);

const Tick = ({ label, isOn, onChange }: { label: string; isOn: boolean; onChange: () => void }) => (
  <label className="flex min-h-7 items-center gap-2">
    <input type="checkbox" className="size-4 accent-(--accent)" checked={isOn} onChange={onChange} />
    <span className="truncate">{label}</span>
  </label>
);

const toggled = (ids: ReadonlySet<number>, id: number): ReadonlySet<number> =>
  ids.has(id) ? new Set([...ids].filter((each) => each !== id)) : new Set([...ids, id]);

const NOTHING: WhatIf = { withoutVehicleIds: [], facilityIds: null, closedStreets: [] };
const LEVELS = ["off", "some", "strong"] as const satisfies readonly WishLevel[];
const NO_WISHES: PlanWishes = { evenWork: "off", usualTerritory: "off" };

/** Asks what is supposed to be otherwise: wishes, trucks that stay in, facilities that are shut, streets that are closed. */
export const WhatIfDialog = ({
  plan,
  isBusy,
  onSuppose,
  onClose,
}: {
  plan: PlanDetail;
  isBusy: boolean;
  onSuppose: (whatIf: WhatIf, wishes: PlanWishes) => void;
  onClose: () => void;
}) => {
  const t = useTranslations("plans");
  const trpc = useTRPC();
  const formats = useFormats();
  const facilities = useQuery(trpc.fleet.facilities.queryOptions(undefined, { staleTime: 600_000 }));
  const [without, setWithout] = useState<ReadonlySet<number>>(new Set(plan.whatIf?.withoutVehicleIds));
  const [shut, setShut] = useState<ReadonlySet<number>>(new Set());
  const timeOf = (at: string | undefined): string => (at === undefined ? "" : formats.time(at));
  const [closed, setClosed] = useState<Closed>({
    streets: plan.whatIf?.closedStreets ?? [],
    from: timeOf(plan.whatIf?.closedFrom),
    until: timeOf(plan.whatIf?.closedUntil),
  });
  const [withoutOvertime, setWithoutOvertime] = useState(plan.whatIf?.withoutOvertime ?? false);
  // A coming day has no overtime anyway.
  const isRunning = plan.kind !== "day";
  const before = plan.wishes ?? NO_WISHES;
  const [wishes, setWishes] = useState(before);
  const trucks = (plan.currentDay ?? plan.proposalDay)?.routes ?? [];
  const left = (facilities.data ?? []).filter(({ id }) => !shut.has(id));
  const hours = hoursOn(plan.serviceDay, closed, formats.timeZone);
  const isNothing =
    without.size === 0 &&
    shut.size === 0 &&
    closed.streets.length === 0 &&
    withoutOvertime === (plan.whatIf?.withoutOvertime ?? false) &&
    WISHES.every((wish) => wishes[wish] === before[wish]);
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("whatIf")}
      footer={
        <div className="flex shrink-0 items-center justify-end gap-2 border-t px-4 py-3">
          <p className="me-auto text-muted text-xs">{t("whatIfHint")}</p>
          <Button
            variant="primary"
            disabled={isBusy || isNothing || isInstant(closed) || (shut.size > 0 && left.length === 0)}
            onClick={() =>
              onSuppose(
                {
                  // What is not asked here stays supposed.
                  ...(plan.whatIf ?? NOTHING),
                  withoutVehicleIds: [...without],
                  ...(shut.size === 0
                    ? {}
                    : { facilityIds: left.map(({ id }) => id), facilityStreams: undefined }),
                  closedStreets: [...closed.streets],
                  closedFrom: hours.from,
                  closedUntil: hours.until,
                  withoutOvertime: withoutOvertime || undefined,
                },
                wishes,
              )
            }
          >
            {t("plan")}
          </Button>
        </div>
      }
    >
      <Choices title={t("wishes")} hint={t("wishHint")}>
        <div className="flex flex-col gap-2">
          {WISHES.map((wish) => (
            <div key={wish} className="flex flex-wrap items-center justify-between gap-2">
              <span>{t(`wish.${wish}.name`)}</span>
              <Segmented
                label={t(`wish.${wish}.name`)}
                value={wishes[wish]}
                choices={LEVELS.map((level) => ({ value: level, label: t(`wish.${level}`) }))}
                onChange={(level) => setWishes({ ...wishes, [wish]: level })}
              />
            </div>
          ))}
        </div>
      </Choices>
      <Choices title={t("withoutTrucks")} hint={t("withoutTrucksHint")}>
        <div className="grid max-h-44 grid-cols-2 gap-x-4 overflow-y-auto sm:grid-cols-3">
          {trucks.map(({ vehicleId, vehicle }) => (
            <Tick
              key={vehicleId}
              label={vehicle}
              isOn={without.has(vehicleId)}
              onChange={() => setWithout(toggled(without, vehicleId))}
            />
          ))}
        </div>
      </Choices>
      <Choices title={t("shutFacilities")} hint={t("shutFacilitiesHint")}>
        {(facilities.data ?? []).map(({ id, name }) => (
          <Tick key={id} label={name} isOn={shut.has(id)} onChange={() => setShut(toggled(shut, id))} />
        ))}
      </Choices>
      {isRunning ? (
        <Choices title={t("measure.overtimeS")} hint={t("withoutOvertimeHint")}>
          <Tick
            label={t("withoutOvertimeName")}
            isOn={withoutOvertime}
            onChange={() => setWithoutOvertime(!withoutOvertime)}
          />
        </Choices>
      ) : null}
      <ClosedStreets closed={closed} onChange={setClosed} />
    </Dialog>
  );
};
