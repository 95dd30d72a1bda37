import type { AnswerSchema } from "#server/llm/schema.ts";

/** Maps the shape of an answer to JSON schema as servers want it where they keep to it strictly. */
export const strictSchema = (schema: AnswerSchema): Record<string, unknown> => {
  if ("oneOf" in schema) return { anyOf: schema.oneOf.map(strictSchema) };
  if (!("type" in schema)) return { ...schema };
  if (schema.type === "array") return { ...schema, items: strictSchema(schema.items) };
  if (schema.type !== "object") return { ...schema };
  return {
    type: "object",
    properties: Object.fromEntries(
      Object.entries(schema.properties).map(([name, each]) => [name, strictSchema(each)]),
    ),
    required: Object.keys(schema.properties),
    additionalProperties: false,
  };
};
