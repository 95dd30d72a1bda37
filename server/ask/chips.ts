import { choice, FURTHER, filterEdit, number, rowLimit, unitOf, valuesOf } from "#server/ask/chip-edits.ts";
import { chip, dropped, emptied, kpiConditions, type Names, type Path } from "#server/ask/chip-parts.ts";
import type { PlanChip } from "#server/ask/chips.schema.ts";
import { boundWords } from "#server/ask/core/bound-words.ts";
import { columnOf } from "#server/ask/core/columns.ts";
import type { ListFilter } from "#server/ask/core/list-filters.ts";
import {
  conditionWords,
  KPI_WORDS,
  MEASURE_BOUNDS,
  MEASURE_WORDS,
  zoneWords,
} from "#server/ask/core/words.ts";
import { meanLabel, splitLabel } from "#server/ask/core/words-groups.ts";
import { orderWords } from "#server/ask/core/words-orders.ts";
import { gapWords } from "#server/ask/core/words-shares.ts";
import type { QueryPlan, TimeWindow } from "#server/ask/schema.ts";
import { isMovable } from "#server/ask/span.ts";

const ORDER_WORDS = {
  best: "best first",
  worst: "worst first",
  most: "highest first",
  least: "lowest first",
  rise: "largest increase first",
  fall: "largest decrease first",
} as const;

const WAIT_SPLITS = ["facility", "day", "week", "month", "weekday", "hour", "vehicle", "stream"];
const CALL_SPLITS = ["reason", "day", "week", "month", "zone", "depot", "street", "customer"];

const conditions = (
  list: Parameters<typeof filterEdit>[0],
  filters: readonly ListFilter[],
  names: Names,
  window: TimeWindow | null,
): PlanChip[] => {
  const set = filters.flatMap((filter, i) => {
    const words = conditionWords(filter, names, window?.timeZone ?? "UTC");
    if (words === null) return [];
    const edit = filterEdit(list, filter);
    const path: Path = edit?.kind === "number" ? ["filters", i, "value"] : ["filters", i];
    return [chip({ part: "filter", words, path, edit, removal: dropped("filters", i) })];
  });
  const further = (FURTHER[list] ?? []).flatMap((column) => {
    const of = valuesOf(list, column);
    if (of === undefined || filters.some((filter) => filter.column === column)) return [];
    const words = columnOf(column === "depotId" ? "depot" : column).label.toLowerCase();
    const edit = choice(of, [], { column });
    return [chip({ part: "filter", words, path: ["filters", filters.length], isSet: false, edit })];
  });
  return [...set, ...further];
};

type Ranking = Extract<QueryPlan, { kind: "kpi" }>["ranking"];

const rankingChips = (
  { order, limit, bound, only }: Ranking,
  unit: { unit: "" | "min" | "t" | "km" | "%"; factor: number },
  said: (value: number) => string,
): PlanChip[] => [
  ...(bound
    ? [
        chip({
          part: "filter",
          words: boundWords(
            { op: bound.op, value: bound.upTo === null ? bound.value : [bound.value, bound.upTo] },
            said,
          ),
          path: ["ranking", "bound", "value"],
          edit: bound.upTo === null ? number(bound.value, { ...unit, min: -1_000_000_000 }) : null,
          removal: emptied("ranking", "bound"),
        }),
      ]
    : []),
  ...(only
    ? [
        chip({
          part: "filter",
          words: `only those that have ${only}`,
          path: ["ranking", "only"],
          removal: dropped("ranking", "only"),
        }),
      ]
    : []),
  chip({
    part: "order",
    words: order === null ? "order" : ORDER_WORDS[order],
    path: ["ranking", "order"],
    isSet: order !== null,
    edit: choice("order", order === null ? [] : [order], { isMany: false }),
    removal: order === null ? null : emptied("ranking", "order"),
  }),
  chip({
    part: "limit",
    words: limit === null ? "number of rows" : `the first ${limit}`,
    path: ["ranking", "limit"],
    isSet: limit !== null,
    edit: rowLimit(limit, 200),
    removal: limit === null ? null : emptied("ranking", "limit"),
  }),
];

const limitChip = (limit: number, max: number): PlanChip =>
  chip({ part: "limit", words: `the first ${limit}`, path: ["limit"], edit: rowLimit(limit, max) });

const sortChips = (sort: readonly { column: string; descending: boolean }[]): PlanChip[] =>
  sort.slice(0, 1).flatMap((by) =>
    ["number", "status", "name", "serviceDay"].includes(by.column)
      ? []
      : [
          chip({
            part: "order",
            words: orderWords(by),
            path: ["sort", 0, "descending"],
            edit: choice("direction", [by.descending], { among: [false, true], isMany: false }),
            removal: dropped("sort", 0),
          }),
        ],
  );

const split = (by: string | null, among: readonly string[] | null, isNeeded = false): PlanChip =>
  chip({
    part: "split",
    words: by === null ? "split" : `by ${by.replace("-", " ")}`,
    path: ["by"],
    isSet: by !== null,
    edit: choice("dimension", by === null ? [] : [by], {
      among: among === null ? null : [...among],
      isMany: false,
    }),
    removal: by === null || isNeeded ? null : emptied("by"),
  });

/** A split that stands in the place of the plan's own rows, or none. */
const ownSplit = (
  by: string | undefined,
  { among = null, isNeeded = false }: { among?: readonly string[] | null; isNeeded?: boolean } = {},
): PlanChip[] =>
  by === undefined
    ? []
    : [{ ...split(by, among, isNeeded), ...(isNeeded ? {} : { removal: dropped("by") }) }];

/** What each value of a split is told by besides. */
const besides = (over: string | undefined): PlanChip[] =>
  over === undefined
    ? []
    : [
        chip({
          part: "split",
          words: `and by ${over.replace("-", " ")}`,
          path: ["over"],
          edit: choice("dimension", [over], { isMany: false }),
          removal: dropped("over"),
        }),
      ];

const several = (
  key: string,
  of: Parameters<typeof choice>[0],
  label: string,
  values: readonly (string | number)[],
  names: Names,
): PlanChip =>
  chip({
    part: "filter",
    words:
      values.length === 0
        ? label
        : values.map((value) => names.get(`${key.slice(0, -1)}:${value}`) ?? String(value)).join(" or "),
    path: [key],
    isSet: values.length > 0,
    edit: choice(of, values),
  });

const ofKind = (plan: QueryPlan, names: Names, window: TimeWindow | null): PlanChip[] => {
  switch (plan.kind) {
    case "list":
      return [
        chip({ part: "measure", words: plan.list, path: ["list"] }),
        ...conditions(plan.list, plan.filters, names, window),
        ...sortChips(plan.sort),
        limitChip(plan.limit, 500),
      ];
    case "count":
      return [
        chip({ part: "measure", words: `number of ${plan.list}`, path: ["list"] }),
        ...conditions(plan.list, plan.filters, names, window),
        ...(plan.compare
          ? [
              chip({
                part: "compare",
                words: `against ${plan.compare.label}`,
                path: ["compare"],
                removal: dropped("compare"),
              }),
            ]
          : []),
      ];
    case "group":
      return [
        chip({
          part: "measure",
          words:
            plan.mean === undefined ? `number of ${plan.list}` : `${meanLabel(plan.mean)} of ${plan.list}`,
          path: ["list"],
        }),
        ...(plan.by === null
          ? []
          : [
              chip({
                part: "split",
                words: `by ${splitLabel(plan.list, plan.by).toLowerCase()}`,
                path: ["by"],
              }),
            ]),
        ...(plan.andBy === undefined
          ? []
          : [
              {
                ...chip({
                  part: "split",
                  words: `and by ${columnOf(plan.andBy).label.toLowerCase()}`,
                  path: ["andBy"],
                }),
                removal: dropped("andBy"),
              },
            ]),
        ...conditions(plan.list, plan.filters, names, window),
        ...(plan.bound && plan.bound.upTo === null
          ? [
              chip({
                part: "filter",
                words: `${boundWords({ op: plan.bound.op, value: plan.bound.value }, String)}${plan.mean === undefined ? " times" : ""}`,
                path: ["bound", "value"],
                edit: number(plan.bound.value, plan.mean === undefined ? {} : unitOf(plan.mean)),
                removal: dropped("bound"),
              }),
            ]
          : []),
        ...(plan.limit ? [{ ...limitChip(plan.limit, 200), removal: dropped("limit") }] : []),
      ];
    case "records":
      return [
        chip({
          part: "measure",
          words: `${plan.of.replaceAll("-", " ")}${plan.isWithRepairs ? " and repairs" : ""}`,
          path: ["of"],
        }),
        ...(plan.by === null ? [] : [chip({ part: "split", words: `by ${plan.by}`, path: ["by"] })]),
        ...conditions(plan.of, plan.filters, names, window),
        ...(plan.show === "groups" ? rankingChips(plan.ranking, unitOf(""), String) : []),
        ...(plan.show === "rows" ? [...sortChips(plan.sort), limitChip(plan.limit, 500)] : []),
      ];
    case "kpi":
      return [
        chip({
          part: "measure",
          words: KPI_WORDS[plan.name] ?? plan.name,
          path: ["name"],
          edit: choice("kpi", [plan.name], { isMany: false }),
        }),
        ...(plan.also ?? []).map((name, i) =>
          chip({
            part: "measure",
            words: KPI_WORDS[name] ?? name,
            path: ["also", i],
            removal: dropped("also", i),
          }),
        ),
        split(plan.by, null, plan.over !== undefined),
        ...besides(plan.over),
        ...kpiConditions(plan.filter, names),
        ...comparison(plan.compare),
        ...(plan.by === null ? [] : rankingChips(plan.ranking, unitOf(""), String)),
      ];
    case "measure":
      return [
        chip({
          part: "measure",
          words: MEASURE_WORDS[plan.name],
          path: ["name"],
          edit: choice("measure", [plan.name], { isMany: false }),
        }),
        split(plan.by, null, plan.over !== undefined),
        ...besides(plan.over),
        ...kpiConditions(plan.filter, names),
        ...comparison(plan.compare),
        ...(plan.by === null
          ? []
          : rankingChips(
              plan.ranking,
              MEASURE_UNITS[plan.name] ?? unitOf(""),
              MEASURE_BOUNDS[plan.name] ?? String,
            )),
      ];
    case "waits":
      return [
        chip({
          part: "measure",
          words: plan.of === "weight" ? "tonnes at facilities" : "time at facilities",
          path: ["kind"],
        }),
        split(plan.by, WAIT_SPLITS, true),
        several("facilityIds", "facilities", "facility", plan.facilityIds, names),
        several("vehicleIds", "vehicles", "vehicle", plan.vehicleIds, names),
        several("streams", "stream", "stream", plan.streams, names),
        ...(plan.of === "weight"
          ? rankingChips(plan.ranking, MEASURE_UNITS.weight ?? unitOf(""), MEASURE_BOUNDS.weight ?? String)
          : rankingChips(plan.ranking, unitOf("delayS"), MEASURE_BOUNDS.hours ?? String)),
      ];
    case "calls":
      return [
        chip({ part: "measure", words: "calls of residents", path: ["kind"] }),
        split(plan.by, CALL_SPLITS, true),
        several("zones", "zones", "zone", plan.zones, names),
        ...(plan.streets ?? []).map((street, i) =>
          chip({ part: "filter", words: street, path: ["streets", i], removal: dropped("streets", i) }),
        ),
        ...(plan.customerIds ?? []).map((id, i) =>
          chip({
            part: "filter",
            words: names.get(`*:${id}`) ?? `customer no. ${id}`,
            path: ["customerIds", i],
            removal: dropped("customerIds", i),
          }),
        ),
        ...plan.reasons.map((reason, i) =>
          chip({
            part: "filter",
            words: `about ${reason}`,
            path: ["reasons", i],
            removal: dropped("reasons", i),
          }),
        ),
        ...rankingChips(plan.ranking, unitOf(""), String),
      ];
    case "nearest":
      return [
        chip({ part: "measure", words: `vehicles nearest to ${plan.place.label}`, path: ["place"] }),
        chip({
          part: "filter",
          words: plan.minRoomKg > 0 ? `with room for ${plan.minRoomKg / 1000} t` : "room",
          path: ["minRoomKg"],
          isSet: plan.minRoomKg > 0,
          edit: number(plan.minRoomKg, unitOf("roomKg")),
        }),
        several("streams", "stream", "stream", plan.streams, names),
        limitChip(plan.limit, 50),
      ];
    case "breakdowns":
      return [
        chip({
          part: "measure",
          words: "vehicles broken down and the stops they leave open",
          path: ["kind"],
        }),
        ...conditions("exceptions", plan.filters ?? [], names, window),
      ];
    case "zone":
      return [
        chip({ part: "measure", words: zoneWords(plan), path: ["kind"] }),
        chip({
          part: "filter",
          words: `in ${plan.zone}`,
          path: ["zone"],
          edit: choice("zones", [plan.zone], { isMany: false }),
        }),
      ];
    case "passages":
      return [
        chip({
          part: "measure",
          words: plan.text === "" ? "what people wrote" : `what people wrote about "${plan.text}"`,
          path: ["text"],
        }),
        ...plan.about.map(({ name }, i) =>
          chip({ part: "filter", words: name, path: ["about", i], removal: dropped("about", i) }),
        ),
        limitChip(plan.limit, 50),
      ];
    case "balance":
      return [
        chip({ part: "measure", words: `routes off the mean of ${plan.of}`, path: ["of"] }),
        ...kpiConditions(plan.filter, names),
        limitChip(plan.limit, 200),
      ];
    case "electric":
      return [
        chip({ part: "measure", words: "trucks to replace with electric ones", path: ["kind"] }),
        ...kpiConditions(plan.filter, names),
      ];
    case "movers":
      return [
        chip({ part: "measure", words: "every KPI, biggest move first", path: ["kind"] }),
        ...kpiConditions(plan.filter, names),
      ];
    case "summary":
      return [
        chip({ part: "measure", words: "summary", path: ["kind"] }),
        ...kpiConditions(plan.filter, names),
      ];
    case "time-shares":
      return [
        chip({ part: "measure", words: "shares of paid time", path: ["kind"] }),
        ...ownSplit(plan.by),
        ...kpiConditions(plan.filter, names),
      ];
    case "adherence":
      return [
        chip({ part: "measure", words: "planned against driven", path: ["kind"] }),
        ...ownSplit(plan.by),
        ...kpiConditions(plan.filter, names),
        ...(plan.bound
          ? [
              chip({
                part: "filter",
                words: gapWords({ bound: plan.bound }),
                path: ["bound"],
                removal: dropped("bound"),
              }),
            ]
          : []),
        ...(plan.order
          ? [
              chip({
                part: "order",
                words: gapWords({ order: plan.order }),
                path: ["order"],
                removal: dropped("order"),
              }),
            ]
          : []),
        ...(plan.limit ? [limitChip(plan.limit, 200)] : []),
      ];
    case "overtime-cost":
      return [
        chip({ part: "measure", words: "cost of overtime", path: ["kind"] }),
        ...ownSplit(plan.by, { isNeeded: plan.over !== undefined }),
        ...besides(plan.over),
        ...kpiConditions(plan.filter, names),
        ...(plan.ranking ? rankingChips(plan.ranking, unitOf(""), String) : []),
      ];
    case "overflow-by-size":
      return [
        chip({ part: "measure", words: "overflow per lift by size", path: ["kind"] }),
        ...ownSplit(plan.by, { among: ["zone", "depot", "stream"] }),
        ...kpiConditions(plan.filter, names),
      ];
    default:
      return [];
  }
};

const MEASURE_UNITS: Readonly<Record<string, ReturnType<typeof unitOf>>> = {
  weight: { unit: "t", factor: 1000 },
  overtime: { unit: "min", factor: 60 },
  hours: { unit: "min", factor: 60 },
  "idle-time": { unit: "min", factor: 60 },
  distance: { unit: "km", factor: 1000 },
};

const comparison = (compare: { label: string } | null): PlanChip[] =>
  compare === null
    ? []
    : [
        chip({
          part: "compare",
          words: `against ${compare.label}`,
          path: ["compare"],
          removal: emptied("compare"),
        }),
      ];

/** The parts of a plan in words, each with how it is changed; those that are not set come last. */
export const chipsOf = (plan: QueryPlan, window: TimeWindow | null, names: Names): PlanChip[] => {
  const chips = ofKind(plan, names, window);
  const time: PlanChip[] =
    window === null
      ? []
      : [
          chip({
            part: "window",
            words: window.label,
            path: [],
            edit: isMovable(plan) ? { kind: "window" } : null,
          }),
        ];
  const isFirst = ({ part }: PlanChip) => part === "measure";
  const set = [...chips.filter(isFirst), ...time, ...chips.filter((one) => !isFirst(one) && one.isSet)];
  return [...set, ...chips.filter(({ isSet }) => !isSet)];
};
