import { expect, it } from "vitest";
import { endOf, isOutage } from "./outcome.ts";

const parse = (body: unknown): number => {
  if (typeof body !== "object" || body === null || !("n" in body) || typeof body.n !== "number")
    throw new Error("n: found nothing, expected a number");
  return body.n;
};
const end = (status: number, text: string, also = 0) =>
  endOf({ status, text, headers: {} }, parse, (found) => found === also);

it.each([
  ["an answer", end(200, '{"n":3}'), "answer", false],
  ["a status said to be an answer", end(407, '{"n":3}', 407), "answer", false],
  ["too much asked", end(429, ""), "throttled", false],
  ["a refusal", end(400, '{"message":"no such profile"}'), "refused", false],
  ["a failure of the service", end(503, "busy"), "fault", true],
  ["an answer cut short", end(200, '{"n":'), "broken", true],
  ["nothing where something was expected", end(200, ""), "broken", true],
  ["wrong types", end(200, '{"n":"3"}'), "broken", true],
])("reads %s", (_, found, kind, isDown) => {
  expect([found.kind, isOutage(found)]).toEqual([kind, isDown]);
});

it("quotes what a service said, but not all of a long page", () => {
  const found = end(502, "x".repeat(10_000));
  expect("why" in found && found.why.length).toBeLessThan(200);
});
