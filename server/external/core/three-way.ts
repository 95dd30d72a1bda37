/** Fields of a record by name, each as text; an empty text is a field that is not filled. */
export type Fields = Readonly<Record<string, string>>;

/**
 * What counts where both sides changed a field: `theirs` where the other side knows it better, `ours` where we do;
 * `told` where it is ours alone to change and they only show it.
 */
export type FieldRule = "theirs" | "ours" | "told";

/** A field whose value one side had to give up. */
export type Conflict = { field: string; kept: "ours" | "theirs"; ours: string; theirs: string };

/** What becomes of a record that two sides keep. */
export type Merged = {
  /** Fields that change here. */
  toOurs: Fields;
  /** Fields that change there. */
  toTheirs: Fields;
  conflicts: readonly Conflict[];
  /** As both have it once the changes here are made. */
  base: Fields;
  /** As both have it once the changes there are made too. */
  baseAfter: Fields;
};

type Choice = { value: string; kept: Conflict["kept"] | null };

const choose = (rule: FieldRule, base: string | undefined, ours: string, theirs: string): Choice => {
  if (ours === theirs) return { value: ours, kept: null };
  if (rule === "told") return { value: ours, kept: base !== undefined && theirs !== base ? "ours" : null };
  if (ours === base) return { value: theirs, kept: null };
  if (theirs === base) return { value: ours, kept: null };
  // Who meets for the first time has changed nothing yet: what only one knows is no conflict.
  if (base === undefined && theirs === "") return { value: ours, kept: null };
  if (base === undefined && ours === "") return { value: theirs, kept: null };
  return rule === "ours" ? { value: ours, kept: "ours" } : { value: theirs, kept: "theirs" };
};

/**
 * Merges a record that two sides keep, field by field, from how both last had it: the side that changed a field since
 * is right, and where both did the field's rule decides. A field that they do not tell of is left as it is with them.
 */
export const mergeFields = (
  rules: Readonly<Record<string, FieldRule>>,
  { base, ours, theirs }: { base: Fields; ours: Fields; theirs: Fields },
): Merged => {
  const toOurs: Record<string, string> = {};
  const toTheirs: Record<string, string> = {};
  const before: Record<string, string> = {};
  const after: Record<string, string> = {};
  const conflicts: Conflict[] = [];
  for (const [field, rule] of Object.entries(rules)) {
    const [was, own = "", told] = [base[field], ours[field], theirs[field]];
    const { value, kept } = told === undefined ? { value: own, kept: null } : choose(rule, was, own, told);
    if (kept !== null) conflicts.push({ field, kept, ours: own, theirs: told ?? "" });
    if (value !== own) toOurs[field] = value;
    const held = told ?? was;
    if (value !== held) toTheirs[field] = value;
    after[field] = value;
    // Until it is changed there, they have what they had: so a change that does not arrive is sent again.
    if (held !== undefined) before[field] = held;
  }
  return { toOurs, toTheirs, conflicts, base: before, baseAfter: after };
};
