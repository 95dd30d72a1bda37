import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Filter, ListQuery } from "#server/platform/list.schema.ts";
import { listQueryFromParams, listQueryToParams } from "#server/platform/list-url.schema.ts";

const columnName = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,12}$/);
const scalar = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom("12", "-1.5", "true", "false", "'", "''x", "a,b", "a:b", "", "50%", "1e9", "R-17"),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
  fc.boolean(),
);
const query: fc.Arbitrary<ListQuery> = fc.record(
  {
    search: fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }),
    filters: fc.array(
      fc.oneof(
        fc.record({
          column: columnName,
          op: fc.constantFrom("eq", "ne", "contains", "gt", "is-null"),
          value: scalar,
        }),
        fc.record({
          column: columnName,
          op: fc.constantFrom("in", "between"),
          value: fc.array(scalar, { maxLength: 4 }),
        }),
      ),
      { maxLength: 5 },
    ),
    sort: fc.array(fc.record({ column: columnName, descending: fc.boolean() }), { maxLength: 4 }),
  },
  { requiredKeys: ["filters", "sort"] },
) as fc.Arbitrary<ListQuery>;

describe("a query in an address", () => {
  it("reads back as it was written, also through the text of the address", () => {
    fc.assert(
      fc.property(query, (wanted) => {
        const text = listQueryToParams(wanted).toString();
        expect(listQueryFromParams(new URLSearchParams(text))).toEqual(wanted);
      }),
    );
  });

  it("leaves out what does not parse, and what it gives always does", () => {
    const read = listQueryFromParams(new URLSearchParams("f=name:like:x&f=&f=a:eq:%25zz&sort=-,a,-b&q="));
    expect(read).toEqual({
      filters: [{ column: "a", op: "eq", value: "%zz" }],
      sort: [
        { column: "a", descending: false },
        { column: "b", descending: true },
      ],
    });
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(ListQuery.safeParse(listQueryFromParams(new URLSearchParams(text))).success).toBe(true);
      }),
    );
  });

  it("takes the conditions that the schema takes, and no others", () => {
    const long = fc.nat({ max: 250 }).map((length) => "x".repeat(length));
    const values = fc.oneof(long, fc.constantFrom("1e999", "-1e400", "7", "true", "%zz"));
    const condition = fc.record({
      column: long,
      op: fc.constantFrom("eq", "in", "between", "is-null", "like", ""),
      values: fc.oneof(
        fc.array(values, { minLength: 1, maxLength: 3 }),
        fc.constant(new Array<string>(501).fill("1")),
      ),
    });
    fc.assert(
      fc.property(condition, ({ column, op, values }) => {
        const params = new URLSearchParams();
        params.append("f", `${column}:${op}:${values.join(",")}`);
        const isList = op === "in" || op === "between";
        const read = values.map((text: string) =>
          text === "true" ? true : /^-?\d/.test(text) ? Number(text) : text,
        );
        const wanted = Filter.safeParse({
          column,
          op,
          value: isList && values.join("") === "" && values.length === 1 ? [] : isList ? read : read[0],
        });
        expect(listQueryFromParams(params).filters).toEqual(wanted.success ? [wanted.data] : []);
      }),
    );
  });
});
