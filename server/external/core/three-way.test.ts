import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FieldRule, type Fields, mergeFields } from "./three-way.ts";

const RULES = { name: "theirs", phone: "theirs", hours: "ours", account: "told" } satisfies Record<
  string,
  FieldRule
>;
const NAMES = Object.keys(RULES) as (keyof typeof RULES)[];
const value = fc.constantFrom("", "a", "b", "c");
const whole = fc.record({ name: value, phone: value, hours: value, account: value });
const record = { base: whole, ours: whole, theirs: whole };

describe("a record that two sides keep", () => {
  it.each<[string, Fields, Fields, Fields, object]>([
    ["theirs changed", { name: "a" }, { name: "a" }, { name: "b" }, { toOurs: { name: "b" }, toTheirs: {} }],
    ["ours changed", { name: "a" }, { name: "b" }, { name: "a" }, { toOurs: {}, toTheirs: { name: "b" } }],
    [
      "both changed",
      ...([{ name: "a" }, { name: "b" }, { name: "c" }] as const),
      { toOurs: { name: "c" }, conflicts: [{ field: "name", kept: "theirs", ours: "b", theirs: "c" }] },
    ],
    [
      "both changed what we know better",
      ...([{ hours: "a" }, { hours: "b" }, { hours: "c" }] as const),
      {
        ...{ toOurs: {}, toTheirs: { hours: "b" } },
        conflicts: [{ field: "hours", kept: "ours", ours: "b", theirs: "c" }],
      },
    ],
    [
      "they changed what is told",
      ...([{ account: "a" }, { account: "a" }, { account: "c" }] as const),
      {
        ...{ toOurs: {}, toTheirs: { account: "a" } },
        conflicts: [{ field: "account", kept: "ours", ours: "a", theirs: "c" }],
      },
    ],
    ["a first meeting", {}, { phone: "1" }, { phone: "" }, { toTheirs: { phone: "1" }, conflicts: [] }],
    ["they do not tell", { phone: "1" }, { phone: "1" }, {}, { toOurs: {}, toTheirs: {}, conflicts: [] }],
  ])("%s", (_, base, ours, theirs, expected) => {
    const rules = Object.fromEntries(Object.entries(RULES).filter(([field]) => field in ours));
    expect(mergeFields(rules, { base, ours, theirs })).toMatchObject(expected);
  });

  it("is the same on both sides afterwards, and stays so: merging again changes nothing", () => {
    fc.assert(
      fc.property(fc.record({ ...record, base: fc.oneof(whole, fc.constant<Fields>({})) }), (state) => {
        const { toOurs, toTheirs, baseAfter } = mergeFields(RULES, state);
        const [ours, theirs] = [
          { ...state.ours, ...toOurs },
          { ...state.theirs, ...toTheirs },
        ];
        expect(ours).toEqual(theirs);
        expect(baseAfter).toEqual(ours);
        const again = mergeFields(RULES, { base: baseAfter, ours, theirs });
        expect(again).toMatchObject({ toOurs: {}, toTheirs: {}, conflicts: [], baseAfter });
      }),
    );
  });

  it("loses no change: a side that alone changed a field has its way, and a value given up is told of", () => {
    fc.assert(
      fc.property(fc.record(record), ({ base, ours, theirs }) => {
        const { baseAfter, conflicts } = mergeFields(RULES, { base, ours, theirs });
        for (const field of NAMES) {
          const changed = [ours[field], theirs[field]].filter((each) => each !== base[field]);
          for (const each of changed)
            expect(
              baseAfter[field] === each ||
                conflicts.some((c) => c.field === field && c[c.kept === "ours" ? "theirs" : "ours"] === each),
            ).toBe(true);
        }
      }),
    );
  });

  it("does not depend on which side is called ours where only one changed", () => {
    const oneChanged = fc.record(record).map(({ base, ours, theirs }) => ({
      base,
      ours: { ...ours, account: base.account },
      theirs: {
        ...theirs,
        phone: base.phone,
        account: base.account,
        name: ours.name === base.name ? theirs.name : base.name,
        hours: ours.hours === base.hours ? theirs.hours : base.hours,
      },
    }));
    fc.assert(
      fc.property(oneChanged, ({ base, ours, theirs }) => {
        const [one, other] = [
          mergeFields(RULES, { base, ours, theirs }),
          mergeFields(RULES, { base, ours: theirs, theirs: ours }),
        ];
        expect(one.baseAfter).toEqual(other.baseAfter);
        expect(one.toOurs).toEqual(other.toTheirs);
        expect([...one.conflicts, ...other.conflicts]).toEqual([]);
      }),
    );
  });

  it("sends a change again that did not arrive, and tells of a conflict once", () => {
    fc.assert(
      fc.property(fc.record(record), (state) => {
        const first = mergeFields(RULES, state);
        const next = mergeFields(RULES, {
          ...{ base: first.base, theirs: state.theirs },
          ours: { ...state.ours, ...first.toOurs },
        });
        expect(next.toTheirs).toEqual(first.toTheirs);
        expect(next).toMatchObject({ conflicts: [], toOurs: {} });
      }),
    );
  });
});
