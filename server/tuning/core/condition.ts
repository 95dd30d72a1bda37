/** What a condition asks of its key: one value, one of several, a span, a beginning of text, or anything else. */
export type ConditionKind = "equal" | "any" | "range" | "like" | "null";

/** A side of a condition that is a column, or an expression over columns of one table, without the table's name. */
export type Key = { alias: string; text: string; isColumn: boolean };

/** One condition of a plan that an index could answer: a key of one table beside a value, or beside a key of another. */
export type Condition = {
  key: Key;
  kind: ConditionKind;
  /** The key on the other side of a join; null beside a value. */
  other: Key | null;
  /** The number of the parameter on the other side; null where it is no parameter alone. */
  parameter: number | null;
  /** Whether a span is above its bound. */
  isAbove: boolean;
};

type Item = string | Item[];

const TOKEN =
  /\s+|'(?:[^']|'')*'|\$\d+|(?:"(?:[^"]|"")*"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*)(?:\.(?:"(?:[^"]|"")*"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*))*|\d[\d.]*(?:e[+-]?\d+)?|::|[-+*/<>=~!@#%^&|`?]+|[()[\],.:;]/giy;

/** Reads the words of an expression into nested lists, one for each pair of brackets; null where it cannot be read. */
const readItems = (text: string): Item[] | null => {
  const open: Item[][] = [[]];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (found === null) return null;
    const [token] = found;
    if (token.trim() === "") continue;
    if (token === "(") open.push([]);
    else if (token === ")") {
      const closed = open.pop();
      const around = open.at(-1);
      if (closed === undefined || around === undefined) return null;
      around.push(closed);
    } else open.at(-1)?.push(token);
  }
  const [all] = open;
  return open.length === 1 && all !== undefined ? all : null;
};

const bare = (items: readonly Item[]): readonly Item[] => {
  const [only] = items;
  return items.length === 1 && Array.isArray(only) ? bare(only) : items;
};

const splitBy = (items: readonly Item[], word: string): Item[][] => {
  const parts: Item[][] = [[]];
  for (const item of items)
    if (item === word) parts.push([]);
    else parts.at(-1)?.push(item);
  return parts;
};

const conjuncts = (items: readonly Item[]): (readonly Item[])[] => {
  const inside = bare(items);
  return inside.includes("AND") && !inside.includes("OR")
    ? splitBy(inside, "AND").flatMap(conjuncts)
    : [inside];
};

const COLUMN =
  /^((?:"(?:[^"]|"")*"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*))\.((?:"(?:[^"]|"")*"|[a-z_\u0080-\uffff][\w$\u0080-\uffff]*))$/i;

const plain = (name: string): string =>
  name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;

const columnOf = (item: Item | undefined): { alias: string; column: string } | null => {
  const found = typeof item === "string" ? COLUMN.exec(item) : null;
  const [, alias, column] = found ?? [];
  return alias === undefined || column === undefined ? null : { alias: plain(alias), column };
};

const flat = (items: readonly Item[]): string[] =>
  items.flatMap((item) => (Array.isArray(item) ? flat(item) : [item]));

/** The expression as SQL again, columns without the name of their table. */
const written = (items: readonly Item[]): string =>
  items
    .map((item, i) => {
      if (Array.isArray(item)) return `(${written(item)})`;
      const before = items[i - 1];
      const text = columnOf(item)?.column ?? item;
      const isTight = i === 0 || item === "::" || item === "," || item === "[" || before === "::";
      return isTight || (typeof before === "string" && before === "[") ? text : ` ${text}`;
    })
    .join("");

// A cast between texts keeps the order, so that an index over the column itself serves.
const TEXTS = new Set(["text", "bpchar", "varchar", "character varying", "character"]);

/** Whether a column's values are texts, by table's name in the plan and column. */
export type IsText = (alias: string, column: string) => boolean;

const keyOf = (side: readonly Item[], isText: IsText): Key | null => {
  const items = bare(side);
  const words = flat(items);
  const columns = words.map(columnOf).filter((each) => each !== null);
  const [first] = columns;
  if (first === undefined || columns.some(({ alias }) => alias !== first.alias)) return null;
  // What hangs on a parameter or on another statement is no key.
  if (words.some((word) => /^\$\d+$/.test(word) || /^(SubPlan|InitPlan|hashed)$/.test(word))) return null;
  const single = bare(items);
  const name = columnOf(single[0]);
  if (single.length === 1 && name !== null) return { alias: name.alias, text: name.column, isColumn: true };
  const at = items.lastIndexOf("::");
  const inner = at > 0 ? columnOf(bare(items.slice(0, at))[0]) : null;
  if (
    inner !== null &&
    bare(items.slice(0, at)).length === 1 &&
    TEXTS.has(flat(items.slice(at + 1)).join(" ")) &&
    isText(inner.alias, plain(inner.column))
  )
    return { alias: inner.alias, text: inner.column, isColumn: true };
  return { alias: first.alias, text: written(items), isColumn: false };
};

const parameterOf = (side: readonly Item[]): number | null => {
  const [only, cast] = bare(side);
  const word = Array.isArray(only) ? (bare(only)[0] ?? null) : only;
  const found = typeof word === "string" ? /^\$(\d+)$/.exec(word) : null;
  return found !== null && (cast === undefined || cast === "::") ? Number(found[1]) : null;
};

const KINDS: Readonly<Record<string, ConditionKind>> = {
  "=": "equal",
  "<": "range",
  ">": "range",
  "<=": "range",
  ">=": "range",
  "~~": "like",
};

const conditionOf = (items: readonly Item[], isText: IsText): Condition[] => {
  const isNull = items.at(-1) === "NULL" && items.at(-2) === "IS";
  if (isNull) {
    const key = keyOf(items.slice(0, -2), isText);
    return key === null ? [] : [{ key, kind: "null", other: null, parameter: null, isAbove: false }];
  }
  const at = items.findIndex((item) => typeof item === "string" && KINDS[item] !== undefined);
  const kind = KINDS[String(items[at])];
  if (at < 1 || kind === undefined) {
    // A truth stands for itself: `(a.is_open)` or `(NOT a.is_open)`.
    const [only] = items.filter((item) => item !== "NOT");
    const named = columnOf(bare(only === undefined ? [] : [only])[0]);
    return named !== null && items.length <= 2
      ? [
          {
            ...{ key: { alias: named.alias, text: named.column, isColumn: true }, kind: "equal" },
            ...{ other: null, parameter: null, isAbove: false },
          },
        ]
      : [];
  }
  const isGreater = String(items[at]).startsWith(">");
  const isAny = items[at + 1] === "ANY";
  const right = items.slice(at + (isAny ? 2 : 1));
  const [left, facing] = [keyOf(items.slice(0, at), isText), isAny ? null : keyOf(right, isText)];
  const leftColumns = flat(items.slice(0, at)).some((word) => columnOf(word) !== null);
  const rightColumns = flat(right).some((word) => columnOf(word) !== null);
  const found: Condition[] = [];
  if (left !== null && (!rightColumns || (facing !== null && facing.alias !== left.alias)))
    found.push({
      ...{ key: left, kind: isAny ? "any" : kind, other: facing },
      parameter: parameterOf(right),
      isAbove: isGreater,
    });
  if (facing !== null && (!leftColumns || (left !== null && left.alias !== facing.alias)) && kind !== "like")
    found.push({
      ...{ key: facing, kind, other: left, parameter: parameterOf(items.slice(0, at)) },
      isAbove: String(items[at]).startsWith("<"),
    });
  return found;
};

/** The conditions of an expression that an index could answer, all of which must hold; what is under OR is left out. */
export const conditionsOf = (expression: string, isText: IsText): Condition[] => {
  const items = readItems(expression);
  return items === null ? [] : conjuncts(items).flatMap((each) => conditionOf(each, isText));
};

/** A key to sort by with its direction, such as `at DESC`; null where it is no key of one table. */
export type SortKey = Key & { order: string };

/** Reads one entry of "Sort Key". */
export const sortKeyOf = (entry: string, isText: IsText): SortKey | null => {
  const [, expression = entry, order = ""] =
    /^(.*?)((?:\s+(?:DESC|ASC|NULLS FIRST|NULLS LAST))*)$/s.exec(entry) ?? [];
  const items = readItems(expression);
  const key = items === null ? null : keyOf(items, isText);
  return key === null ? null : { ...key, order: order.trim() };
};

/** A key as it stands in CREATE INDEX: a column by its name, an expression in brackets. */
export const indexed = ({ text, isColumn }: Pick<Key, "text" | "isColumn">): string =>
  isColumn ? text : `(${text})`;
