import { describe, expect, it } from "vitest";
import { conditionsOf, indexed, sortKeyOf } from "#server/tuning/core/condition.ts";

const texts = (_: string, column: string) => column === "code" || column === "name";
const read = (expression: string) =>
  conditionsOf(expression, texts).map(
    ({ key, kind, other, parameter }) =>
      `${key.alias}:${indexed(key)} ${kind}${other === null ? "" : ` ${other.alias}:${indexed(other)}`}${parameter === null ? "" : ` $${parameter}`}`,
  );

describe("conditions of a plan", () => {
  it.each<[string, string[]]>([
    ["(s.status = $1)", ["s:status equal $1"]],
    ["((s.status = $1) AND (s.at > $2))", ["s:status equal $1", "s:at range $2"]],
    ["((s.code)::text = 'a''b (c)'::text)", ["s:code equal"]],
    ["((s.id)::text = $1)", ["s:((id)::text) equal $1"]],
    ["(lower((s.name)::text) = $1)", ["s:(lower((name)::text)) equal $1"]],
    ["(s.kind = ANY ('{a,b}'::text[]))", ["s:kind any"]],
    ["(s.kind = ANY ($3))", ["s:kind any $3"]],
    ["(a.site_id = b.id)", ["a:site_id equal b:id", "b:id equal a:site_id"]],
    ["($1 = x.site_id)", ["x:site_id equal $1"]],
    ["(s.closed_at IS NULL)", ["s:closed_at null"]],
    ["(s.is_open AND (s.depot_id = 3))", ["s:is_open equal", "s:depot_id equal"]],
    ["(NOT s.is_open)", ["s:is_open equal"]],
    ["((s.a = 1) OR (s.b = 2))", []],
    ["((s.name)::text ~~ 'ab%'::text)", ["s:name like"]],
    ['("order"."from" = $1)', ['order:"from" equal $1']],
    ["(s.at >= (now() - '7 days'::interval))", ["s:at range"]],
    ["(s.a = s.b)", []],
    ["(hashed SubPlan 1)", []],
    ["((s.meta ->> 'k'::text) = $1)", ["s:(meta ->> 'k'::text) equal $1"]],
    ["(unclosed", []],
  ])("reads %s", (expression, expected) => {
    expect(read(expression)).toEqual(expected);
  });

  it.each<[string, string | null]>([
    ["s.at DESC", "s:at DESC"],
    ["s.at", "s:at "],
    ["(lower(s.name)) DESC NULLS LAST", "s:(lower(name)) DESC NULLS LAST"],
    ["(count(*)) DESC", null],
  ])("reads the sort key %s", (entry, expected) => {
    const key = sortKeyOf(entry, texts);
    expect(key === null ? null : `${key.alias}:${indexed(key)} ${key.order}`).toBe(expected);
  });
});
