import { expect, it } from "vitest";
import { askedFor } from "#server/vector/core/asked.ts";
import { createSpelling } from "#server/vector/core/spelling.ts";

const spelling = createSpelling(
  new Map([
    ["gate", 9],
    ["locked", 3],
    ["dog", 4],
  ]),
);

it.each([
  ["gate locked", "gate locked", "gate locked"],
  ["gaet locked, not the dog", "gate locked", "gate locked gaet"],
  ["Mill Lane 4", "Mill Lane 4", "Mill Lane 4"],
])("reads %j", (text, meant, words) => {
  expect(askedFor(text, spelling)).toEqual({ meant, words });
});
