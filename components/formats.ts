const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** What stands where a value is not known. */
export const UNKNOWN = "–";

/**
 * Makes the texts of numbers, times and lengths of time for one locale, time zone and currency.
 * Every text of a measured value carries its unit.
 */
export const createFormats = ({
  locale,
  timeZone,
  currency,
  now = Date.now,
}: {
  locale: string;
  timeZone: string;
  currency: string;
  /** By whose year a date is told without one. */
  now?: () => number;
}) => {
  const clock = new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const seconds = new Intl.DateTimeFormat(locale, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const dayTime = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const dayOnly = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    weekday: "short",
    day: "numeric",
    month: "short",
  });
  const dayTimeYear = new Intl.DateTimeFormat(locale, {
    timeZone,
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const dayOnlyYear = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  const dayOfMonth = new Intl.DateTimeFormat(locale, { timeZone: "UTC", day: "numeric", month: "short" });
  const yearOf = new Intl.DateTimeFormat("en", { timeZone, year: "numeric" });
  const isThisYear = (year: string): boolean => year === yearOf.format(now());
  const dayYear = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  const dayName = new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "long" });
  const dayShort = new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short" });
  const monthYear = new Intl.DateTimeFormat(locale, { timeZone: "UTC", month: "short", year: "numeric" });
  // Intl writes the sign of what is below nothing as a hyphen, which is half as wide as a plus.
  const numbers = (options: Intl.NumberFormatOptions, of = locale) => {
    const made = new Intl.NumberFormat(of, options);
    return { format: (value: number): string => made.format(value).replace("-", "−") };
  };
  const whole = numbers({ maximumFractionDigits: 0 });
  const tenth = numbers({ maximumFractionDigits: 1 });
  const hundredth = numbers({ maximumFractionDigits: 2 });
  const share = numbers({ style: "percent", maximumFractionDigits: 1 });
  const cash = numbers({ style: "currency", currency });
  const roundCash = numbers({ style: "currency", currency, maximumFractionDigits: 0 });
  // British short units bend for the plural ("9 mins"), which makes a column of them restless; the language alone does not.
  const { language } = new Intl.Locale(locale);
  const unit = (name: string, digits = 0, signDisplay: "auto" | "exceptZero" = "auto") =>
    numbers(
      { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: digits, signDisplay },
      language,
    );
  const kmh = unit("kilometer-per-hour");
  const km = unit("kilometer", 1);
  const kg = unit("kilogram");
  const litre = unit("liter");
  const minute = unit("minute");
  const signedMinute = unit("minute", 0, "exceptZero");
  const hour = unit("hour");
  const second = unit("second");
  const day = unit("day");

  const ofMs = (ms: number): string => {
    const clean = Math.max(0, ms);
    if (clean < MINUTE_MS) return second.format(Math.floor(clean / 1000));
    if (clean < HOUR_MS) return minute.format(Math.floor(clean / MINUTE_MS));
    if (clean < DAY_MS) return hour.format(Math.floor(clean / HOUR_MS));
    return day.format(Math.floor(clean / DAY_MS));
  };

  const span = (s: number): string => {
    if (s === 0) return minute.format(0);
    if (s < 60) return second.format(Math.round(s));
    const min = Math.round(s / 60);
    if (min < 60) return minute.format(min);
    return min % 60 === 0
      ? hour.format(min / 60)
      : `${hour.format(Math.floor(min / 60))} ${minute.format(min % 60)}`;
  };

  return {
    timeZone,
    /** ISO time to "14:05" in the zone. */
    time: (iso: string | null): string => (iso === null ? UNKNOWN : clock.format(new Date(iso))),
    /** ISO time to "14:05:09" in the zone. */
    timeWithSeconds: (iso: string): string => seconds.format(new Date(iso)),
    /** ISO time to "23 Nov, 14:05" in the zone, with its year where it is another than this. */
    dateTime: (iso: string | null): string => {
      if (iso === null) return UNKNOWN;
      const at = new Date(iso);
      return (isThisYear(yearOf.format(at)) ? dayTime : dayTimeYear).format(at);
    },
    /** A service day to "Mon 23 Nov", with its year where it is another than this. */
    day: (date: string): string =>
      (isThisYear(date.slice(0, 4)) ? dayOnly : dayOnlyYear).format(new Date(`${date}T00:00:00Z`)),
    /** A service day to "23 Nov", where there is room for no more. */
    dayOfMonth: (date: string): string => dayOfMonth.format(new Date(`${date}T00:00:00Z`)),
    /** A date to "23 Nov 2026". */
    date: (date: string): string => dayYear.format(new Date(`${date}T00:00:00Z`)),
    /** Minutes after midnight to "06:30". */
    minuteOfDay: (min: number): string =>
      `${String(Math.floor(min / 60)).padStart(2, "0")}:${String(min % 60).padStart(2, "0")}`,
    /** A date to "Monday". */
    weekday: (date: string): string => dayName.format(new Date(`${date}T00:00:00Z`)),
    /** Days of the week, 1 Monday to 7 Sunday, to "Mon, Thu". */
    weekdays: (days: readonly number[]): string =>
      days.map((each) => dayShort.format(new Date(Date.UTC(2024, 0, each)))).join(", "),
    /** A month, "2026-11", to "Nov 2026". */
    month: (month: string): string => monthYear.format(new Date(`${month}-01T00:00:00Z`)),
    number: (value: number | null): string => (value === null ? UNKNOWN : whole.format(value)),
    decimal: (value: number | null): string => (value === null ? UNKNOWN : tenth.format(value)),
    /** A number with as many digits as its size needs: "0.42", "7.25", "12.5", "1,480". */
    measure: (value: number | null): string => {
      if (value === null) return UNKNOWN;
      const size = Math.abs(value);
      return (size < 10 ? hundredth : size < 1000 ? tenth : whole).format(value);
    },
    /** A share from 0 to 1 to "87.5%". */
    share: (value: number | null): string => (value === null ? UNKNOWN : share.format(value)),
    /** A chance from 0 to 1 in whole per cent, for tenths would say more than is known; nothing is certain, so from 1% to 99%. */
    chance: (value: number): string => share.format(Math.min(99, Math.max(1, Math.round(100 * value))) / 100),
    money: (cents: number | null): string => (cents === null ? UNKNOWN : cash.format(cents / 100)),
    /** Cents to money without its small parts where it has none, for axes. */
    roundMoney: (cents: number): string => (cents % 100 === 0 ? roundCash : cash).format(cents / 100),
    kmh: (value: number | null): string => (value === null ? UNKNOWN : kmh.format(value)),
    /** Metres to "12.4 km". */
    distance: (metres: number | null): string => (metres === null ? UNKNOWN : km.format(metres / 1000)),
    km: (value: number | null): string => (value === null ? UNKNOWN : km.format(value)),
    kg: (value: number | null): string => (value === null ? UNKNOWN : kg.format(value)),
    /** Kilograms to "840 kg", or "12.4 t" from a tonne on. */
    weight: (value: number | null): string => {
      if (value === null) return UNKNOWN;
      return Math.abs(value) < 1000 ? kg.format(value) : `${tenth.format(value / 1000)} t`;
    },
    /** Kilograms to tonnes whatever their size, so that a column or an axis keeps one unit. */
    tonnes: (kilograms: number | null): string =>
      kilograms === null ? UNKNOWN : `${tenth.format(kilograms / 1000)} t`,
    litres: (value: number | null): string => (value === null ? UNKNOWN : litre.format(value)),
    /** Seconds late (+) or early (-) to "+24 min". */
    delay: (s: number): string => signedMinute.format(Math.trunc(s / 60)),
    /** Seconds to "3 hr 20 min", "45 sec", none to "0 min"; fewer than none to "−4 min". */
    duration: (s: number | null): string => {
      if (s === null) return UNKNOWN;
      return s < 0 ? `−${span(-s)}` : span(s);
    },
    /** A difference in the words of `text`, with its sign: "+1.2 km", "−£3.40"; without one where nothing differs. */
    signed: (value: number, text: (size: number) => string): string => {
      const size = text(Math.abs(value));
      if (size === text(0)) return size;
      return `${value < 0 ? "−" : "+"}${size}`;
    },
    /** Milliseconds to one rounded-down unit: "12 sec", "5 min", "3 hr", "2 days". */
    age: ofMs,
  };
};

/** The texts of one locale, zone and currency. */
export type Formats = ReturnType<typeof createFormats>;
