import type { ChipEdit, PlanChip } from "#server/ask/chips.schema.ts";
import { type EditedPlan, MAX_TURNS, type QueryPlan, type Question } from "#server/ask/schema.ts";

const MAX_TURN_LENGTH = 500;

/** A value a chip can be set to. */
export type ChipValue = string | number | boolean;

type Path = PlanChip["path"];
type Node = Record<string | number, unknown>;

// Plans are small: a copy along the whole of it is cheaper than care about what is shared.
const copyOf = (plan: QueryPlan): QueryPlan => structuredClone(plan);

const parentOf = (plan: QueryPlan, path: Path): Node =>
  path.slice(0, -1).reduce<Node>(
    (node, key) => {
      const next = node[key];
      if (typeof next !== "object" || next === null)
        throw new Error(`plan: found nothing at ${path.join(".")}, expected a part of it`);
      return next as Node;
    },
    plan as unknown as Node,
  );

const put = (plan: QueryPlan, path: Path, value: unknown): QueryPlan => {
  const next = copyOf(plan);
  const key = path.at(-1);
  if (key !== undefined) parentOf(next, path)[key] = value;
  return next;
};

const valueFor = (edit: Extract<ChipEdit, { kind: "choice" }>, values: readonly ChipValue[]): unknown => {
  if (edit.column !== null) return { column: edit.column, op: "in", value: [...values] };
  return edit.isMany ? [...values] : values[0];
};

/** A plan without what a chip says; the plan as it is where it cannot do without. */
export const withoutChip = (plan: QueryPlan, { removal }: PlanChip): QueryPlan => {
  if (removal === null) return plan;
  const { path, isSetToNull } = removal;
  if (isSetToNull) return put(plan, path, null);
  const next = copyOf(plan);
  const parent: unknown = parentOf(next, path);
  const key = path.at(-1);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else if (key !== undefined) delete (parent as Node)[key];
  return next;
};

/** A plan with a chip set to values; no values take the chip out. */
export const withChoice = (plan: QueryPlan, chip: PlanChip, values: readonly ChipValue[]): QueryPlan => {
  if (chip.edit?.kind !== "choice") return plan;
  if (values.length === 0 && chip.removal !== null) return withoutChip(plan, chip);
  return put(plan, chip.path, valueFor(chip.edit, values));
};

/** A plan with a chip set to a number, given in the unit that is shown. */
export const withNumber = (plan: QueryPlan, chip: PlanChip, shown: number): QueryPlan =>
  chip.edit?.kind === "number"
    ? put(plan, chip.path, Math.round(shown * chip.edit.factor * 1000) / 1000)
    : plan;

// URLs hold letters, digits, - and _ as they stand.
const toUrl = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/** A changed plan as a text for the address. */
export const editedToText = (edited: EditedPlan): string =>
  toUrl(new TextEncoder().encode(JSON.stringify(edited)));

/** Reads a changed plan out of an address; null where it is none. The server checks it before it runs. */
export const editedFromText = (text: string): EditedPlan | null => {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) =>
      one.charCodeAt(0),
    );
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === "object" && value !== null && "plan" in value && "span" in value
      ? (value as EditedPlan)
      : null;
  } catch {
    // A cut or mistyped address: the question alone is then asked.
    return null;
  }
};

/** The sentences before a question as a text for the address. */
export const turnsToText = (turns: readonly string[]): string => JSON.stringify(turns);

/** Reads the sentences before a question out of an address; null where it holds none that could be asked. */
export const turnsFromText = (text: string): string[] | null => {
  try {
    const value: unknown = JSON.parse(text);
    const isSaid = (one: unknown): one is string =>
      typeof one === "string" && one.trim() !== "" && one.length <= MAX_TURN_LENGTH;
    return Array.isArray(value) && value.length > 0 && value.every(isSaid) ? value.slice(-MAX_TURNS) : null;
  } catch {
    // A cut or mistyped address: the question alone is then asked.
    return null;
  }
};

/** The address of a question with the sentences before it and what was changed of its plan. */
export const askHref = (
  text: string,
  {
    turns,
    readingIndex,
    edited,
  }: Partial<{ [K in "turns" | "readingIndex" | "edited"]: Question[K] | undefined }>,
): string =>
  `/ask?q=${encodeURIComponent(text)}${
    turns === undefined || turns.length === 0 ? "" : `&turns=${encodeURIComponent(turnsToText(turns))}`
  }${
    edited === undefined
      ? readingIndex === undefined
        ? ""
        : `&reading=${readingIndex}`
      : `&plan=${editedToText(edited)}`
  }`;
