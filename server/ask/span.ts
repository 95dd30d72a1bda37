import { dayFilter, type ListFilter } from "#server/ask/core/list-filters.ts";
import type { SpanName } from "#server/ask/plan-names.schema.ts";
import type { QueryPlan, Span, TimeWindow } from "#server/ask/schema.ts";
import { daysWindow, readWhen, todayWindow, windowBefore } from "#server/ask/when.ts";
import type { AskClock } from "#server/ask/when-windows.ts";
import { AppError } from "#server/lib/errors.ts";

// Spans are read by the reader of times, so that "last week" of a chip and of a question are one.
const SPOKEN: Readonly<Record<SpanName, string>> = {
  today: "today",
  yesterday: "yesterday",
  "this-week": "this week",
  "last-week": "last week",
  "last-7-days": "the last 7 days",
  "this-month": "this month",
  "last-month": "last month",
  "last-8-weeks": "the last 8 weeks",
};
const NAMES = Object.keys(SPOKEN) as SpanName[];

const named = (name: SpanName, clock: AskClock): TimeWindow => {
  const window = readWhen(SPOKEN[name], clock).window;
  if (window === null) throw new AppError("INTERNAL", `span ${name}: found no window, expected one`);
  return window;
};

/** Maps a span to the window it is at a moment. */
export const windowOfSpan = (span: Span, clock: AskClock): TimeWindow => {
  if (span.kind === "exact") return span.window;
  if (span.kind === "named") return named(span.name, clock);
  if (span.from > span.to)
    throw new AppError("BAD_REQUEST", `span: found ${span.from} to ${span.to}, expected the first day first`);
  return { ...daysWindow(span, "", clock), isNamed: true };
};

/** Maps a window to the span it is kept by: the name that says the same days now, else the days, else the hours. */
export const spanOf = (window: TimeWindow | null, clock: AskClock): Span | null => {
  if (window === null) return null;
  if (!window.isWholeDays) return { kind: "exact", window };
  const today = todayWindow(clock);
  const isSame = (other: TimeWindow) =>
    other.firstDay === window.firstDay && other.lastDay === window.lastDay && other.isWholeDays;
  if (isSame(today)) return { kind: "named", name: "today" };
  // "The last seven days" may be this week to the day: what the question said goes first.
  const words = window.label.toLowerCase();
  const alike = NAMES.filter((name) => isSame(named(name, clock)));
  const name = alike.find((one) => words.startsWith(SPOKEN[one].replace(/^the /, ""))) ?? alike[0];
  return name === undefined
    ? { kind: "days", from: window.firstDay, to: window.lastDay }
    : { kind: "named", name };
};

type Days = { from: string; to: string };

const isAt = ({ from, to }: Days, window: TimeWindow): boolean =>
  from === window.firstDay && to === window.lastDay;

const moved = <T extends Days>(filter: T, { firstDay, lastDay }: TimeWindow): T => ({
  ...filter,
  from: firstDay,
  to: lastDay,
});

const comparedAnew = (window: TimeWindow) => ({ ...windowBefore(window), label: "the time before" });

const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

const movedFilters = (filters: readonly ListFilter[], window: TimeWindow): ListFilter[] => {
  if (filters.some(({ column }) => column === "serviceDay"))
    return filters.map((filter) => (filter.column === "serviceDay" ? dayFilter(window) : filter));
  // A window of a time column is two conditions, from and until.
  const isBound = (filter: ListFilter, ops: readonly string[]) =>
    ops.includes(filter.op) && typeof filter.value === "string" && INSTANT.test(filter.value);
  const column = filters.find(
    (filter) =>
      isBound(filter, ["gte"]) &&
      filters.some((other) => other.column === filter.column && isBound(other, ["lt", "lte"])),
  )?.column;
  return filters.map((filter) => {
    if (filter.column !== column || column === undefined) return filter;
    if (isBound(filter, ["gte"])) return { ...filter, value: window.from };
    return isBound(filter, ["lt", "lte"]) ? { ...filter, value: window.to } : filter;
  });
};

/** Whether the time of a plan can be moved. */
export const isMovable = (plan: QueryPlan): boolean => {
  switch (plan.kind) {
    case "list":
    case "count":
    case "group":
    case "records": {
      const far = movedFilters(plan.filters, {
        ...{ from: "1970-01-01T00:00:00.000Z", to: "1970-01-02T00:00:00.000Z" },
        ...{ firstDay: "1970-01-01", lastDay: "1970-01-01", timeZone: "UTC", label: "" },
        ...{ isNamed: true, isWholeDays: true },
      });
      return JSON.stringify(far) !== JSON.stringify(plan.filters);
    }
    case "kpi":
    case "measure":
    case "waits":
    case "calls":
    case "time-shares":
    case "adherence":
    case "balance":
    case "overflow-by-size":
    case "movers":
    case "summary":
    case "explain-kpi":
    case "explain-sum":
    case "electric":
    case "replanned":
      return true;
    case "passages":
      return plan.from !== undefined && plan.until !== undefined;
    default:
      return false;
  }
};

/** Maps a plan to the same over another window; what it is compared with moves along, and "until now" stays now. */
export const movedPlan = (plan: QueryPlan, window: TimeWindow, clock: AskClock): QueryPlan => {
  switch (plan.kind) {
    case "list":
    case "group":
      return { ...plan, filters: movedFilters(plan.filters, window) };
    case "count": {
      const filters = movedFilters(plan.filters, window);
      if (plan.compare === undefined || JSON.stringify(filters) === JSON.stringify(plan.filters))
        return { ...plan, filters };
      const before = comparedAnew(window);
      const days = { firstDay: before.from, lastDay: before.to };
      const other = filters.map((filter) => (filter.column === "serviceDay" ? dayFilter(days) : filter));
      return { ...plan, filters, compare: { filters: other, ...before } };
    }
    case "records":
      return {
        ...plan,
        filters: movedFilters(plan.filters, window),
        per100Km: plan.per100Km === null ? null : moved(plan.per100Km, window),
      };
    case "kpi": {
      const isToday = isAt(
        { from: window.firstDay, to: window.lastDay },
        todayWindow({ now: clock.now, timeZone: window.timeZone }),
      );
      const until = plan.until === null || !isToday ? null : clock.now;
      const compare =
        plan.compare === null || isAt(plan.filter, window) ? plan.compare : comparedAnew(window);
      return { ...plan, filter: moved(plan.filter, window), until, compare };
    }
    case "measure":
      return {
        ...plan,
        filter: moved(plan.filter, window),
        compare: plan.compare === null || isAt(plan.filter, window) ? plan.compare : comparedAnew(window),
      };
    case "movers":
    case "summary":
    case "explain-kpi":
    case "explain-sum":
      return isAt(plan.filter, window)
        ? plan
        : {
            ...plan,
            filter: moved(plan.filter, window),
            before: { ...plan.before, ...windowBefore(window) },
          };
    case "time-shares":
    case "adherence":
    case "balance":
    case "overflow-by-size":
    case "electric":
      return { ...plan, filter: moved(plan.filter, window) };
    case "replanned":
    case "waits":
    case "calls":
      return moved(plan, window);
    case "passages":
      return plan.from === undefined || plan.until === undefined
        ? plan
        : { ...plan, from: window.firstDay, until: window.lastDay };
    default:
      return plan;
  }
};
