import type { ZodError } from "zod";
import { RuleForm, type RuleSpec } from "#server/alerts/schema.ts";

/** The texts of the form by the name of their field. */
export type Typed = Record<string, string>;

/** Fields of each kind of rule, in order, beside those that all have. */
export const FIELDS_OF = {
  threshold: ["reduce", "label", "side", "windowS", "raise", "clear"],
  burn: ["badAbove", "badLabel", "objective"],
  anomaly: ["reduce", "windowS", "raise", "clear", "leastWeeks"],
} as const satisfies Record<RuleSpec["kind"], readonly string[]>;

/** Fields of every rule. */
export const HOLD_FIELDS = ["least", "raiseForS", "clearForS"] as const;

/** What a new rule begins with. */
export const BEGIN: Typed = {
  ...{ name: "", group: "", isOn: "true", kind: "threshold", meter: "api.request_ms" },
  ...{ reduce: "p99", label: "", side: "above", windowS: "60", raise: "", clear: "" },
  ...{ badAbove: "", badLabel: "", objective: "99", leastWeeks: "4" },
  ...{ least: "50", raiseForS: "0", clearForS: "120", webhook: "", emails: "" },
};

/** The texts of a stored rule. */
export const typedOf = ({ name, group, isOn, spec, ways }: RuleForm): Typed => ({
  ...BEGIN,
  ...Object.fromEntries(
    Object.entries(spec).map(([field, value]) => [field, value === null ? "" : String(value)]),
  ),
  ...{ name, group, isOn: String(isOn), webhook: ways.webhook ?? "", emails: ways.emails.join(", ") },
});

const TEXTS = new Set(["meter", "reduce", "side"]);
const OPTIONAL = new Set(["label", "badAbove", "badLabel"]);

const valueIn = (field: string, typed: Typed): unknown => {
  const text = (typed[field] ?? "").trim();
  if (TEXTS.has(field)) return text;
  if (OPTIONAL.has(field) && text === "") return null;
  if (field === "label" || field === "badLabel") return text;
  // An empty field is not a nought.
  return text === "" ? undefined : Number(text);
};

const faultsOf = (error: ZodError): Record<string, string> => {
  const faults: Record<string, string> = {};
  for (const { path, message } of error.issues) {
    // A fault of the third address is one of the addresses.
    const field = String(path[0] === "spec" || path[0] === "ways" ? path[1] : path[0]);
    faults[field] ??= message;
  }
  return faults;
};

/** Maps what was typed to the rule, or to what is wrong with each field. */
export const ruleFormOf = (
  id: number | undefined,
  typed: Typed,
): { form: RuleForm } | { faults: Record<string, string> } => {
  const kind = (Object.keys(FIELDS_OF) as RuleSpec["kind"][]).find((each) => each === typed.kind);
  const fields = [...FIELDS_OF[kind ?? "threshold"], ...HOLD_FIELDS, "meter"];
  const [webhook, emails] = [(typed.webhook ?? "").trim(), (typed.emails ?? "").split(/[\s,;]+/)];
  // A label left from another choice is not meant.
  const own = typed.kind === "threshold" && typed.reduce !== "share" ? { ...typed, label: "" } : typed;
  const parsed = RuleForm.safeParse({
    ...(id === undefined ? {} : { id }),
    ...{ name: typed.name, group: typed.group, isOn: typed.isOn === "true" },
    spec: { kind, ...Object.fromEntries(fields.map((field) => [field, valueIn(field, own)])) },
    ways: { webhook: webhook === "" ? null : webhook, emails: emails.filter(Boolean) },
  });
  return parsed.success ? { form: parsed.data } : { faults: faultsOf(parsed.error) };
};
