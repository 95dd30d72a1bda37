import { namedFilters } from "#server/ask/core/list-filters.ts";
import { asc, desc, listPlan } from "#server/ask/core/plan-parts.ts";
import type { Quantity } from "#server/ask/core/quantity.ts";
import {
  type Asked,
  boundFilter,
  has,
  linksOf,
  plainNumber,
  quantityOf,
  type Rule,
  wantedRows,
} from "#server/ask/core/question.ts";
import { tokensWithin } from "#server/ask/core/tokens.ts";

const PLURAL = "(?:trucks|vehicles|lorries|wagons|rigs)";
const FILL =
  /\bfill(?:ed)?[ -]?levels?\b|\bload(?:ing)? (?:levels?|percentages?|share)\b|\bhow (?:full|empty|loaded)\b/i;
// "How full is truck 5" asks how it stands, all of it.
const LEVEL = /\blevels?\b/i;
const FULLEST = /\b(?:fullest|most (?:full|loaded)|heaviest(?! load\b))\b/i;
const EMPTIEST = /\b(?:emptiest|least (?:full|loaded)|most empty|lightest(?! load\b))\b/i;
const FILL_SAID =
  /^(?:fill|filled|level|levels|load|loading|loaded|percentage|share|how|full|empty|fullest|emptiest|most|least|heaviest|lightest|first|order|ordered|sorted|by)$/i;

// "Which truck is emptiest", "the fullest truck": one is asked for.
const isOne = (text: string): boolean =>
  /\b(?:which|what)\s+(?:one\s+)?of\b.*\b(?:is|has)\b/i.test(text) ||
  !new RegExp(`\\b${PLURAL}\\b|\\b(?:first|order\\w*|sort\\w*)\\b`, "i").test(text);

const tokensOf = (asked: Asked, pattern: RegExp): Set<number> =>
  new Set(asked.hearing.tokens.flatMap(({ text }, at) => (pattern.test(text) ? [at] : [])));

// A number that is no bound says how many are wanted.
const plainNumberOutside = (asked: Asked, bound: Quantity | undefined): number | undefined => {
  const number = plainNumber(asked);
  return number === bound?.value ? undefined : number;
};

// How a vehicle stands now is how it stands today.
const ofToday = (asked: Asked): ReadonlySet<number> =>
  asked.window?.isWholeDays === true &&
  asked.window.firstDay === asked.today.firstDay &&
  asked.window.lastDay === asked.today.firstDay
    ? asked.timed.when
    : new Set();

// Words of a kind that stand beside a name of it: "zone" beside North.
const placesNamed = (asked: Asked) =>
  (["zone", "depot"] as const).filter((kind) => linksOf(asked, kind).length > 0);

/** Vehicles by how full they are, all of them: the fullest first, or the emptiest. */
const fillLevels: Rule = (asked) => {
  const { text } = asked.hearing;
  const isSuperlative = FULLEST.test(text) || EMPTIEST.test(text);
  if (!FILL.test(text) && !isSuperlative) return undefined;
  if (!has(asked, "vehicle", "perVehicle") || (linksOf(asked, "vehicle").length > 0 && !LEVEL.test(text)))
    return undefined;
  if (
    has(asked, "container", "stop", "stopsLeft", "exception", "facility") ||
    asked.quantities.some(({ op }) => op !== null)
  )
    return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  const isUp = EMPTIEST.test(text) && !FULLEST.test(text);
  return {
    plan: listPlan({
      list: "vehicles",
      // One that never reported is neither the fullest nor the emptiest.
      filters: [
        ...filters,
        ...(isSuperlative ? [{ column: "at", op: "is-null" as const, value: false }] : []),
      ],
      columns: ["name", "loadPct", "loadKg", "capacityKg", "status", "route", "driver", "at"],
      sort: [isUp ? asc("loadPct") : desc("loadPct"), asc("number")],
      limit: wantedRows(asked) ?? (isSuperlative ? (plainNumber(asked) ?? (isOne(text) ? 1 : 500)) : 500),
    }),
    window: null,
    said: new Set([...tokensOf(asked, FILL_SAID), ...ofToday(asked)]),
    uses: [
      "vehicle",
      "perVehicle",
      "driver",
      "full",
      "onBoard",
      "most",
      "least",
      "handleFirst",
      "sumLifts",
      "sumWeight",
      "didServe",
      "finished",
      ...placesNamed(asked),
      ...uses,
    ],
  };
};

const SERVICE = /\b(?:servic(?:e|ing)|maintenance|inspection)\b/i;
const OVER = /\b(?:past|over|beyond|exceed\w*|passed|overdue|missed)\b/i;
const FARTHEST =
  /\b(?:most|longest|farthest|furthest)\s+(?:km|way|distance|kilomet\w+)?\s*(?:to\s+go\s+)?(?:until|till|before|from|to)\b/i;
const BY_WAY =
  /\b(?:distance|interval|mileage|kilomet\w+|km)\b|\b(?:furthest|farthest|most|longest) overdue\b|\boverdue\b.*\bmost\b|\bhow far\b|\bdue (?:for (?:a )?service )?next\b|\bnext due\b|\b(?:closest|nearest) to (?:their |its |a |the )?(?:next )?service\b/i;
const SERVICE_SAID =
  /^(?:service|servicing|maintenance|inspection|past|over|beyond|exceeded|exceed|passed|overdue|distance|interval|mileage|kilomet\w+|km|furthest|farthest|most|longest|due|next|closest|nearest|first|by|left|remaining|until|to|go|how|far|from|its|their|each|every|order|ordered|sorted|are|for)$/i;

/** Vehicles past the distance of their service, the furthest first; or by how far each has to it. */
const serviceOrder: Rule = (asked) => {
  const { text } = asked.hearing;
  if (!SERVICE.test(text) || !BY_WAY.test(text) || quantityOf(asked, "m") !== undefined) return undefined;
  if (!(has(asked, "vehicle", "perVehicle") || FARTHEST.test(text)) || linksOf(asked, "vehicle").length > 0)
    return undefined;
  if (has(asked, "stop", "exception", "container", "repair", "fault") || asked.window !== null)
    return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  const isOver = OVER.test(text);
  const kept = [
    ...filters,
    isOver
      ? { column: "serviceLeftM", op: "lt" as const, value: 0 }
      : { column: "serviceLeftM", op: "is-null" as const, value: false },
  ];
  const isCount = has(asked, "howMany") && /\bhow many (?!kilo|km|miles)/i.test(text);
  return {
    plan: isCount
      ? { kind: "count", list: "vehicles", filters: kept }
      : listPlan({
          list: "vehicles",
          filters: kept,
          columns: ["name", "serviceLeftM", "odometerKm", "serviceDueKm", "inWorkshop", "status", "depot"],
          sort: [FARTHEST.test(text) ? desc("serviceLeftM") : asc("serviceLeftM")],
          ...(wantedRows(asked) === undefined ? {} : { limit: wantedRows(asked) ?? 100 }),
        }),
    window: null,
    said: tokensOf(asked, SERVICE_SAID),
    uses: [
      "needsService",
      "vehicle",
      "perVehicle",
      "howMany",
      "history",
      "summaryTopic",
      "sumDistance",
      "late",
      "most",
      "nearest",
      "handleFirst",
      "open",
      "stopsLeft",
      "exceeds",
      ...placesNamed(asked),
      ...uses,
    ],
  };
};

const ODOMETER = /\bodo(?:meter)?s?\b|\b(?:highest|lowest|total|most)\s+mileage\b/i;
const FROM_LOWEST = /\b(?:lowest|fewest|least|newest)\b/i;

/** Vehicles by what their odometers show, the highest first. */
const odometers: Rule = (asked) => {
  const { text } = asked.hearing;
  if (!ODOMETER.test(text) || asked.window !== null || /\b(?:averages?|mean)\b/i.test(text)) return undefined;
  if (has(asked, "stop", "exception", "container", "route", "driver")) return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  const bound = asked.quantities.find((q) => q.op !== null && (q.unit === "m" || q.unit === null));
  const km = bound && { ...bound, value: bound.unit === "m" ? bound.value / 1000 : bound.value };
  return {
    plan: listPlan({
      list: "vehicles",
      filters: [...filters, ...(km ? [boundFilter("odometerKm", km, { op: "gte", value: 0 })] : [])],
      columns: ["name", "odometerKm", "serviceDueKm", "status", "depot"],
      sort: [FROM_LOWEST.test(text) ? asc("odometerKm") : desc("odometerKm")],
      limit: wantedRows(asked) ?? plainNumberOutside(asked, km) ?? 500,
    }),
    window: null,
    said: new Set([
      ...tokensOf(asked, /^(?:odo(?:meter)?s?|mileage|readings?|highest|lowest|most|do)$/i),
      ...(bound ? tokensWithin(asked.hearing.tokens, bound) : []),
    ]),
    uses: [
      ...(["vehicle", "perVehicle", "most", "least", "handleFirst", "sumDistance", "clockedIn"] as const),
      ...placesNamed(asked),
      ...uses,
    ],
  };
};

/** Rules that order the vehicles of a fleet by their load or by their service. */
export const VEHICLE_RANK_RULES: readonly Rule[] = [fillLevels, serviceOrder, odometers];
