import { choice, KPI_CONDITIONS } from "#server/ask/chip-edits.ts";
import type { PlanChip } from "#server/ask/chips.schema.ts";
import { conditionWords } from "#server/ask/core/words.ts";
import type { KpiFilter } from "#server/operations/schema.ts";

/** Where the value of a chip stands in its plan. */
export type Path = PlanChip["path"];
type Named = Pick<PlanChip, "part" | "words" | "path"> & Partial<PlanChip>;

/** A chip that is set and can be neither changed nor taken out, unless it says so. */
export const chip = (named: Named): PlanChip => ({ isSet: true, edit: null, removal: null, ...named });
/** Takes a part out of the plan. */
export const dropped = (...path: Path): PlanChip["removal"] => ({ path, isSetToNull: false });
/** Sets a part of the plan to nothing. */
export const emptied = (...path: Path): PlanChip["removal"] => ({ path, isSetToNull: true });

/** Names of the fleet by what plans hold of them. */
export type Names = ReadonlyMap<string, string>;

const exceptWords = (except: NonNullable<KpiFilter["except"]>, names: Names): string =>
  KPI_CONDITIONS.flatMap(({ key }) => {
    const values: readonly (string | number)[] =
      key in except ? (except[key as keyof typeof except] ?? []) : [];
    return values.map((value) => nameOf(key, value, names));
  }).join(" or ");

const nameOf = (key: string, value: string | number, names: Names): string =>
  typeof value === "string"
    ? value
    : (names.get(`${key.slice(0, -1)}:${value}`) ?? names.get(`*:${value}`) ?? `no. ${value}`);

/** The chips of what limits a KPI or a sum, those that are set first. */
export const kpiConditions = (filter: KpiFilter, names: Names): PlanChip[] => {
  const known = KPI_CONDITIONS.map(({ key, of, label }) => {
    const values: readonly (string | number)[] = filter[key] ?? [];
    const isSet = values.length > 0;
    const said = values.map((value) => nameOf(key, value, names));
    return chip({
      part: "filter",
      words: isSet ? said.join(" or ") : label,
      path: ["filter", key],
      isSet,
      edit: choice(of, values),
      removal: isSet ? dropped("filter", key) : null,
    });
  });
  const others = [
    ...(filter.weekdays
      ? [
          {
            words:
              conditionWords({ column: "weekday", op: "in", value: filter.weekdays }, names, "UTC") ?? "",
            key: "weekdays",
          },
        ]
      : []),
    ...(filter.inWeeksOf ? [{ words: `in weeks with ${filter.inWeeksOf}`, key: "inWeeksOf" }] : []),
    ...(filter.except ? [{ words: `except ${exceptWords(filter.except, names)}`, key: "except" }] : []),
  ].map(({ words, key }) =>
    chip({ part: "filter", words, path: ["filter", key], removal: dropped("filter", key) }),
  );
  return [...known.filter(({ isSet }) => isSet), ...others, ...known.filter(({ isSet }) => !isSet)];
};
