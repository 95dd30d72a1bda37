import type { Names } from "#server/forecast/pages.ts";
import { LATE_S, type LatenessUse } from "#server/forecast/schema.ts";
import type { Stored } from "#server/forecast/stored.ts";
import { WARN_CHANCE } from "#server/forecast/warning.ts";
import type { Scope } from "#server/lib/scope.ts";
import { addDays } from "#server/lib/service-day.ts";

/** Days of the past that are looked at. */
const PAST_DAYS = 28;

/** Tells what warnings of late routes came to: how many came true, and how many of the routes that were late had been warned of. */
export const createLatenessUse =
  ({
    stored,
    names,
    today,
    isOn,
  }: {
    stored: Stored;
    names: Pick<Names, "routes">;
    today: (organisationId: number) => string;
    isOn: (organisationId: number) => boolean;
  }) =>
  async (scope: Scope, depotId: number | null): Promise<LatenessUse> => {
    const { organisationId } = scope;
    const now = today(organisationId);
    const span = { from: addDays(now, -PAST_DAYS), to: addDays(now, -1) };
    const seen = new Set(
      (await names.routes(scope, now)).flatMap((route) =>
        depotId === null || route.depotId === depotId ? [route.number] : [],
      ),
    );
    const ran = (await stored(organisationId, "lateness", span)).filter(
      ({ subjectId, actual }) => actual !== null && seen.has(subjectId),
    );
    const warned = ran.filter(({ risk }) => (risk ?? 0) >= WARN_CHANCE);
    const isLate = ({ actual }: (typeof ran)[number]): boolean => (actual ?? 0) >= LATE_S;
    return {
      ...{ isOn: isOn(organisationId), days: PAST_DAYS, ran: ran.length, warned: warned.length },
      ...{ late: ran.filter(isLate).length, warnedLate: warned.filter(isLate).length },
    };
  };
