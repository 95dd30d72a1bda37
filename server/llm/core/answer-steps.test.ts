import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AnswerStep, answerSteps } from "#server/llm/core/answer-steps.ts";
import type { AnswerSchema } from "#server/llm/schema.ts";

/** Every text that the parts can make. */
const textsOf = (steps: readonly AnswerStep[]): string[] =>
  steps.reduce<string[]>(
    (texts, step) =>
      texts.flatMap((text) => (step.is === "literal" ? [step.text] : step.words).map((word) => text + word)),
    [""],
  );

/** Every value of a shape, made without its parts. */
const valuesOf = (schema: AnswerSchema): unknown[] => {
  if ("const" in schema) return [schema.const];
  if ("enum" in schema) return [...schema.enum];
  if ("oneOf" in schema) return schema.oneOf.flatMap(valuesOf);
  if (schema.type === "boolean") return [true, false];
  if (schema.type === "null") return [null];
  if (schema.type !== "object") throw new Error(`found ${schema.type}, expected a shape with few values`);
  return Object.entries(schema.properties).reduce<Record<string, unknown>[]>(
    (values, [name, each]) =>
      values.flatMap((value) => valuesOf(each).map((one) => ({ ...value, [name]: one }))),
    [{}],
  );
};

const word = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.integer({ min: -5, max: 40 }),
  fc.constant(null),
  fc.boolean(),
);
const shape: fc.Arbitrary<AnswerSchema> = fc.letrec<{ shape: AnswerSchema }>((tie) => ({
  shape: fc.oneof(
    { maxDepth: 2 },
    fc.record({ enum: fc.array(word, { minLength: 1, maxLength: 3 }) }),
    fc.record({ const: word }),
    fc.constantFrom<AnswerSchema>({ type: "boolean" }, { type: "null" }),
    fc.record({
      type: fc.constant("object" as const),
      properties: fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), tie("shape"), { maxKeys: 2 }),
    }),
    fc.record({ oneOf: fc.array(tie("shape"), { minLength: 1, maxLength: 2 }) }),
  ),
})).shape;

describe("the parts of an answer", () => {
  it("are its letters and the words to choose from", () => {
    expect(
      answerSteps({
        type: "object",
        properties: { kind: { enum: ["list", "count"] }, limit: { enum: [1, 10] }, unit: { const: "km" } },
      }),
    ).toEqual([
      { is: "literal", text: '{"kind":"' },
      { is: "choice", words: ["list", "count"] },
      { is: "literal", text: '","limit":' },
      { is: "choice", words: ["1", "10"] },
      { is: "literal", text: ',"unit":"km"}' },
    ]);
  });

  it("make the JSON of every value of the shape, and nothing else", () => {
    fc.assert(
      fc.property(shape, (schema) => {
        const values = valuesOf(schema);
        fc.pre(values.length <= 200);
        const texts = new Set(values.map((value) => JSON.stringify(value)));
        const steps = answerSteps(schema);
        expect(steps).not.toBeNull();
        expect(new Set(textsOf(steps ?? []))).toEqual(texts);
      }),
    );
  });

  it.each<AnswerSchema>([
    { type: "string" },
    { type: "integer" },
    { type: "array", items: { const: 1 } },
    { type: "object", properties: { kind: { const: "list" }, limit: { type: "integer" } } },
    { oneOf: [{ const: 1 }, { type: "string" }] },
    { enum: Array.from({ length: 300 }, (_, i) => i) },
  ])("are none where a list of words does not say the shape: %j", (schema) => {
    expect(answerSteps(schema)).toBeNull();
  });
});
