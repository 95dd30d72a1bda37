import type * as z from "zod";
import { offsetOf, placeAt, syntaxFault } from "#server/flags/core/json-place.ts";
import { FlagDefinition, FlagdDefinition, LARGEST_TEXT } from "#server/flags/schema.ts";
import type { TextFault } from "#server/flags/view.schema.ts";

type Fault = { path: (string | number)[]; message: string };

const faultsOf = (error: z.core.$ZodError): Fault[] =>
  error.issues.flatMap((issue) => {
    const inner = issue.code === "invalid_union" ? issue.errors.flat() : [];
    const all =
      inner.length > 0 ? inner.map((each) => ({ ...each, path: [...issue.path, ...each.path] })) : [issue];
    return all.map(({ path, message }) => ({
      path: path.map((step) => (typeof step === "symbol" ? String(step) : step)),
      message,
    }));
  });

/** Everything of a definition that flagd's published schemas do not allow, a line each. */
export const definitionFaults = (definition: unknown): string[] => {
  const parsed = FlagdDefinition.safeParse(definition);
  if (parsed.success) return [];
  return faultsOf(parsed.error).map(
    ({ path, message }) => `${path.join("/") || "the definition"}: ${message}`,
  );
};

const at = (text: string, offset: number, path: string, message: string): TextFault => ({
  path,
  message,
  ...placeAt(text, offset),
});

/** The value of a JSON text of one flag, or of a whole definition, or its faults with their lines and columns. */
export const readText = (
  text: string,
  what: "flag" | "definition",
): { value: unknown; faults: TextFault[] } => {
  if (text.length > LARGEST_TEXT)
    return {
      value: null,
      faults: [at("", 0, "", `got ${text.length} characters, expected at most ${LARGEST_TEXT}`)],
    };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { value: null, faults: [at(text, syntaxFault(text), "", message)] };
  }
  const parsed =
    what === "flag" ? FlagDefinition.safeParse({ flags: { flag: value } }) : FlagdDefinition.safeParse(value);
  if (parsed.success) return { value, faults: [] };
  const faults = faultsOf(parsed.error).map(({ path, message }) => {
    const own = what === "flag" ? path.slice(2) : path;
    return at(text, offsetOf(text, own), own.join("/"), message);
  });
  return { value, faults };
};
