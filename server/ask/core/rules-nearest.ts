import { STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import { namedFilters } from "#server/ask/core/list-filters.ts";
import { asc, listPlan } from "#server/ask/core/plan-parts.ts";
import {
  boundFilter,
  has,
  heardAt,
  isExcluded,
  linksOf,
  plainNumber,
  quantityOf,
  type Rule,
  spokenLoadKg,
  tokensSaying,
  wantedRows,
  whichOf,
} from "#server/ask/core/question.ts";

const EMPTY =
  /\b(?:empty|emptiest)(?=\s+(?:trucks?|vehicles?|lorr(?:y|ies)|wagons?|one)\b)|(?<=\b(?:is|are|['’]s)\s+(?:still\s+)?)empty\b/i;

/** Who is closest to an address and has room? */
const nearest: Rule = (asked) => {
  const at = linksOf(asked, "address", "site", "street", "facility", "depot")[0];
  // "Who can get to Mill Lane quickest": the one that is nearest.
  const isSoonest =
    has(asked, "fastest", "handleFirst") &&
    has(asked, "whenWill") &&
    /\b(?:who|which|what)\b/i.test(asked.hearing.text);
  if (!(has(asked, "nearest") || isSoonest) || !at) return undefined;
  const loadKg = spokenLoadKg(asked);
  const streams = whichOf(asked, STREAM_CONCEPTS).filter(
    (stream) => !isExcluded(asked, heardAt(asked, stream)?.from ?? 0),
  );
  const share = quantityOf(asked, "%");
  const isLoadBound = share !== undefined && /^lte?$/.test(share.op ?? "") && has(asked, "full", "onBoard");
  const rows = wantedRows(asked) ?? plainNumber(asked);
  return {
    // The place's coordinates are filled in when the link is resolved.
    plan: {
      kind: "nearest",
      place: { label: at.name.name, lng: 0, lat: 0 },
      minRoomKg: loadKg ?? 0,
      ...(isLoadBound ? { maxLoadPct: share.value } : {}),
      streams: [...streams],
      limit: Math.max(1, Math.min(rows ?? 10, 50)),
    },
    window: null,
    // What is empty is told by no room that is named.
    ...(isLoadBound ? {} : { lacks: new Set(tokensSaying(asked, EMPTY)) }),
    uses: [
      "nearest",
      ...(wantedRows(asked) === undefined ? [] : (["handleFirst", "most"] as const)),
      ...(isSoonest ? (["fastest", "handleFirst", "whenWill"] as const) : []),
      "vehicle",
      "driver",
      "site",
      ...streams,
      ...(isLoadBound ? (["full", "onBoard", "least", "moreOrLess"] as const) : []),
      ...(loadKg === undefined ? [] : (["room", "sumWeight", "older"] as const)),
    ],
  };
};

/** Vehicles nearest to the depot they belong to: "nearest to the depot" where no depot is named. */
const nearestHome: Rule = (asked) => {
  const places = linksOf(asked, "address", "site", "street", "facility", "depot");
  if (!has(asked, "nearest") || !has(asked, "depot") || places.length > 0) return undefined;
  const { filters, uses } = namedFilters(asked, "vehicles");
  const kg = quantityOf(asked, "kg");
  const isRoom = has(asked, "room") && kg !== undefined;
  return {
    plan: listPlan({
      list: "vehicles",
      filters: [
        ...filters,
        { column: "at", op: "is-null", value: false },
        ...(isRoom ? [boundFilter("roomKg", kg, { op: "gte", value: 0 })] : []),
      ],
      columns: ["name", "depot", "loadKg", "capacityKg", "status", "route", "driver", "at"],
      sort: [asc("depotM")],
      limit: Math.max(1, Math.min(wantedRows(asked) ?? plainNumber(asked) ?? 10, 50)),
      view: "map",
    }),
    window: null,
    uses: [
      "nearest",
      "depot",
      "vehicle",
      "driver",
      ...(isRoom ? (["room", "sumWeight", "older"] as const) : []),
      ...uses,
    ],
  };
};

/** Rules about which vehicles are nearest: to a place that is named, or to the depot they belong to. */
export const NEAREST_RULES: readonly Rule[] = [nearest, nearestHome];
