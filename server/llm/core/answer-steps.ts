import type { AnswerSchema } from "#server/llm/schema.ts";

/** A part of an answer: letters that stand in every answer of its shape, or words one of which stands there. */
export type AnswerStep = { is: "literal"; text: string } | { is: "choice"; words: readonly string[] };

/** Past so many words a choice would cost more than the grammar it saves. */
const MOST_WORDS = 256;

const literal = (text: string): AnswerStep => ({ is: "literal", text });

/** One of some words; quotes that all of them have are letters of every answer. */
const choice = (texts: readonly string[]): AnswerStep[] => {
  const words = [...new Set(texts)];
  const [first = ""] = words;
  if (words.length === 1) return [literal(first)];
  const areQuoted = words.every((word) => word.length > 1 && word.startsWith('"') && word.endsWith('"'));
  if (!areQuoted) return [{ is: "choice", words }];
  return [literal('"'), { is: "choice", words: words.map((word) => word.slice(1, -1)) }, literal('"')];
};

/** Every text that the parts can make; null where there are too many. */
const textsOf = (steps: readonly AnswerStep[]): string[] | null => {
  let texts = [""];
  for (const step of steps) {
    const words = step.is === "literal" ? [step.text] : step.words;
    if (texts.length * words.length > MOST_WORDS) return null;
    texts = texts.flatMap((text) => words.map((word) => text + word));
  }
  return texts;
};

const merged = (steps: readonly AnswerStep[]): AnswerStep[] => {
  const out: AnswerStep[] = [];
  for (const step of steps) {
    const last = out.at(-1);
    if (step.is === "literal" && last?.is === "literal") out.splice(-1, 1, literal(last.text + step.text));
    else out.push(step);
  }
  return out;
};

const objectSteps = (properties: Readonly<Record<string, AnswerSchema>>): AnswerStep[] | null => {
  const out: AnswerStep[] = [];
  for (const [name, each] of Object.entries(properties)) {
    const value = answerSteps(each);
    if (value === null) return null;
    out.push(literal(`${out.length === 0 ? "{" : ","}${JSON.stringify(name)}:`), ...value);
  }
  return merged(out.length === 0 ? [literal("{}")] : [...out, literal("}")]);
};

const oneOfSteps = (schemas: readonly AnswerSchema[]): AnswerStep[] | null => {
  const texts: string[] = [];
  for (const each of schemas) {
    const steps = answerSteps(each);
    const some = steps === null ? null : textsOf(steps);
    if (some === null || texts.length + some.length > MOST_WORDS) return null;
    texts.push(...some);
  }
  return merged(choice(texts));
};

/**
 * Maps the shape of an answer to its parts, as JSON without space; null where it has parts that no list of words says,
 * such as free text, so that only a grammar keeps to it.
 */
export const answerSteps = (schema: AnswerSchema): AnswerStep[] | null => {
  if ("const" in schema) return [literal(JSON.stringify(schema.const))];
  if ("enum" in schema)
    return schema.enum.length > MOST_WORDS
      ? null
      : merged(choice(schema.enum.map((word) => JSON.stringify(word))));
  if ("oneOf" in schema) return oneOfSteps(schema.oneOf);
  switch (schema.type) {
    case "object":
      return objectSteps(schema.properties);
    case "boolean":
      return choice(["true", "false"]);
    case "null":
      return [literal("null")];
    default:
      return null;
  }
};
