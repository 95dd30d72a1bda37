import { seeded } from "#server/lib/random.ts";
import { isoWeekOf } from "#server/lib/service-day.ts";
import { dayOfIso, isoOfDay, weekdayOf } from "./days.ts";

/** A day without collection, with its name. */
export type Holiday = { day: number; name: string };

/** Maps a year to the day number of its Easter Sunday (anonymous Gregorian algorithm). */
export const easterOf = (year: number): number => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return dayOfIso(`${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`);
};

/** Maps a year to the bank holidays of England and Wales, substitute days included, in order. */
export const holidaysOf = (year: number): Holiday[] => {
  const at = (month: number, day: number): number =>
    dayOfIso(`${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`);
  const firstMonday = (month: number): number => at(month, 1) + ((8 - weekdayOf(at(month, 1))) % 7);
  const lastMonday = (month: number): number => at(month, 31) - (weekdayOf(at(month, 31)) - 1);
  const easter = easterOf(year);
  const onWorkday = (day: number): number => day + ([0, 0, 0, 0, 0, 0, 2, 1][weekdayOf(day)] ?? 0);
  const christmas = onWorkday(at(12, 25));
  const boxing = onWorkday(at(12, 26));
  return [
    { day: onWorkday(at(1, 1)), name: "New Year's Day" },
    { day: easter - 2, name: "Good Friday" },
    { day: easter + 1, name: "Easter Monday" },
    { day: firstMonday(5), name: "Early May bank holiday" },
    { day: lastMonday(5), name: "Spring bank holiday" },
    { day: lastMonday(8), name: "Summer bank holiday" },
    { day: christmas, name: "Christmas Day" },
    { day: boxing <= christmas ? christmas + 1 : boxing, name: "Boxing Day" },
  ];
};

/** What is unusual about a day: factors on its work, and a name where people would ask about it. */
export type DayCharacter = {
  /** The weekday whose rounds are driven, or null where there is no collection. */
  roundsOf: number | null;
  /** Whether its week is even by ISO 8601. */
  isEvenWeek: boolean;
  holiday: string | null;
  event: "snow" | "landfill-queue" | "breakdown-cluster" | "missed-tuesday" | "closed-street" | null;
  /** Factors: time on the road, time at a stop, chance of a miss, of a breakdown; extra wait at the landfill. */
  travel: number;
  service: number;
  missed: number;
  breakdown: number;
  landfillQueueS: number;
};

/** Seasonal factor of the volume of a stream on a day of the year. */
export const seasonOf = (day: number, stream: string): number => {
  const iso = isoOfDay(day);
  const turn = ((day - dayOfIso(`${iso.slice(0, 4)}-01-01`)) / 365) * 2 * Math.PI;
  const monthDay = iso.slice(5);
  const isFestive = monthDay >= "12-22" || monthDay <= "01-09";
  if (stream === "organics") return 1 + 0.42 * Math.sin(turn - 1.75);
  if (stream === "glass") return isFestive ? 1.5 : 1 + 0.06 * Math.sin(turn - 1.6);
  if (stream === "recycling") return isFestive ? 1.35 : 1 + 0.03 * Math.sin(turn - 1.6);
  return isFestive ? 1.16 : 1 + 0.05 * Math.sin(turn - 1.7);
};

/**
 * The calendar of the demo city: maps a day to its character. `anchor` is the day that was today when the city
 * was made: the days worth asking about are laid out before it, those after it are drawn from the seed.
 */
export const createCalendar = ({ seed, anchor }: { seed: number; anchor: number }) => {
  const years = new Map<number, Map<number, string>>();
  const holidayOn = (day: number): string | null => {
    const year = Number(isoOfDay(day).slice(0, 4));
    let held = years.get(year);
    if (!held) {
      held = new Map(holidaysOf(year).map((each) => [each.day, each.name]));
      years.set(year, held);
    }
    return held.get(day) ?? null;
  };
  const tuesday = anchor - 1 - ((weekdayOf(anchor - 1) + 5) % 7);
  const january = dayOfIso(`${isoOfDay(anchor).slice(0, 4)}-01-20`);
  const snow = january < anchor ? january : dayOfIso(`${Number(isoOfDay(anchor).slice(0, 4)) - 1}-01-20`);
  const workday = (day: number): number => day - Math.max(0, weekdayOf(day) - 5);
  const planned = new Map<number, DayCharacter["event"]>([
    [workday(snow), "snow"],
    [workday(snow + 1), "snow"],
    [workday(anchor - 33), "landfill-queue"],
    [workday(anchor - 96), "landfill-queue"],
    [workday(anchor - 61), "breakdown-cluster"],
    [workday(anchor - 211), "breakdown-cluster"],
    [workday(anchor - 20), "closed-street"],
    [tuesday, "missed-tuesday"],
  ]);

  return {
    /** The day that was today when the city was made. */
    anchor,
    holidayOn,
    /** The Tuesday before the anchor on which missed pickups doubled. */
    badTuesday: tuesday,
    of(day: number): DayCharacter {
      const random = seeded(seed).fork(`day ${day}`);
      const weekday = weekdayOf(day);
      const holiday = holidayOn(day);
      let roundsOf: number | null = weekday;
      // Rounds slide by a day for each holiday earlier in their week.
      for (let earlier = day - weekday + 1; earlier < day; earlier++) if (holidayOn(earlier)) roundsOf--;
      if (holiday) roundsOf = null;
      const event = planned.get(day) ?? (day > anchor && random.chance(0.012) ? "landfill-queue" : null);
      const character: DayCharacter = {
        roundsOf: roundsOf === null ? null : Math.max(1, roundsOf),
        isEvenWeek: isoWeekOf(isoOfDay(day)) % 2 === 0,
        holiday,
        event,
        travel: Math.max(0.9, random.normal(weekday === 1 ? 1.05 : 1.01, 0.035)),
        service: Math.max(0.92, random.normal(weekday === 1 ? 1.05 : 1, 0.025)),
        missed: Math.max(0.6, random.normal(1, 0.12)),
        breakdown: 1,
        landfillQueueS: 0,
      };
      if (event === "snow") Object.assign(character, { travel: 1.5, service: 1.2, missed: 7, breakdown: 2 });
      if (event === "landfill-queue") Object.assign(character, { landfillQueueS: 2_400 });
      if (event === "breakdown-cluster") Object.assign(character, { breakdown: 9, missed: 1.6 });
      if (event === "missed-tuesday")
        Object.assign(character, { missed: 2.4, breakdown: 4, landfillQueueS: 1_500 });
      if (event === "closed-street") Object.assign(character, { travel: 1.18, missed: 1.5 });
      return character;
    },
  };
};
export type Calendar = ReturnType<typeof createCalendar>;
