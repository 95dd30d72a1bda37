import { seeded } from "#server/lib/random.ts";
import type { Owner } from "./day-rows.ts";
import { midnightOf, stamp } from "./days.ts";
import type { Sink } from "./sink.ts";
import { FAULTS, REPAIRS } from "./texts/faults.ts";

/** A failure of a truck with the days on which it shows before. */
export type Failing = { component: keyof typeof SIGNS; begins: number; fails: number };

/** What shows of a failure when it is there: shifts of the readings, and a fault code with its chance a day. */
const SIGNS = {
  engine: { coolantC: 12, oilKpa: -90, volts: 0, code: "SPN 111 FMI 1", chance: 0.35 },
  electrics: { coolantC: 0, oilKpa: 0, volts: -1.7, code: "SPN 168 FMI 18", chance: 0.4 },
  hydraulics: { coolantC: 2, oilKpa: 0, volts: 0, code: "BODY 210", chance: 0.6 },
  brakes: { coolantC: 0, oilKpa: 0, volts: 0, code: "SPN 792 FMI 5", chance: 0.5 },
} as const;
const COMPONENTS = Object.keys(SIGNS) as (keyof typeof SIGNS)[];

/** Days before the city's anchor at which the first failures may lie, and after it until which they are known. */
const BEFORE_DAYS = 460;
const AFTER_DAYS = 1_500;
/** The fleet's own trucks: spare ones do not go out. */
const TRUCKS = 50;

const known = new Map<string, Failing[]>();

/** Failures of a truck in their order, the same for every day on which they are asked for. */
export const failuresOf = (city: { seed: number; anchor: number }, truck: number): Failing[] => {
  const key = `${city.seed}/${city.anchor}/${truck}`;
  let failures = known.get(key);
  if (failures === undefined) {
    const random = seeded(city.seed).fork(`failures ${truck}`);
    failures = [];
    let day = city.anchor - BEFORE_DAYS + random.int(90);
    while (day < city.anchor + AFTER_DAYS) {
      const fails = day + 45 + random.int(105);
      failures.push({ component: random.pick(COMPONENTS), begins: fails - 10 - random.int(18), fails });
      day = fails;
    }
    known.set(key, failures);
  }
  return failures;
};

/** How much of a coming failure shows on a day, none (0) to all (1); it grows faster the nearer it is. */
const shownOf = ({ begins, fails }: Failing, day: number): number =>
  day <= begins || day > fails ? 0 : ((day - begins) / (fails - begins)) ** 2;

/** How a truck's readings of a day lie off what they would be without wear. */
export const wearOn = (
  city: { seed: number; anchor: number },
  truck: number,
  day: number,
): { coolantC: number; oilKpa: number; volts: number } => {
  const shift = { coolantC: 0, oilKpa: 0, volts: 0 };
  for (const failing of failuresOf(city, truck)) {
    const shown = shownOf(failing, day);
    if (shown === 0) continue;
    const signs = SIGNS[failing.component];
    shift.coolantC += signs.coolantC * shown;
    shift.oilKpa += signs.oilKpa * shown;
    shift.volts += signs.volts * shown;
  }
  return shift;
};

/** Puts the fault codes that announce failures on a day, and the repairs of those that came, into a sink. */
export const putWear = (sink: Sink, { organisationId, now, city }: Owner, day: number): void => {
  const midnight = midnightOf(day, city.timeZone);
  for (const { number } of city.vehicles.slice(0, TRUCKS)) {
    const random = seeded(city.seed).fork(`wear ${day} ${number}`);
    for (const failing of failuresOf(city, number)) {
      const { component, fails } = failing;
      const at = midnight + Math.round(random.between(6, 15) * 3_600);
      const shown = shownOf(failing, day);
      if (shown === 0 || at > now) continue;
      const { code, chance } = SIGNS[component];
      const fault = FAULTS.find((each) => each.code === code);
      const cleared = at + Math.round(random.between(2, 20) * 3_600);
      if (fault !== undefined && random.chance(chance * shown))
        sink.put("fault_code", [
          ...[sink.next("fault_code"), organisationId, sink.id("vehicle", number)],
          ...[
            fault.code,
            fault.description,
            fault.severity,
            stamp(at),
            stamp(cleared <= now ? cleared : null),
          ],
        ]);
      const repair = REPAIRS.find((each) => each.component === component);
      if (day !== fails || repair === undefined) continue;
      const doneAt = at + Math.round(random.between(5, 40) * 3_600);
      sink.put("repair", [
        ...[sink.next("repair"), organisationId, sink.id("vehicle", number), component],
        ...[random.pick(repair.descriptions), stamp(at), stamp(doneAt <= now ? doneAt : null)],
        Math.round(random.between(...repair.cents) / 100) * 100,
      ]);
    }
  }
};
