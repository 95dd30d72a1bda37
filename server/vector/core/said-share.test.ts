import { expect, it } from "vitest";
import { saidShare } from "#server/vector/core/said-share.ts";

const passage = (text: string, title = "Mill Lane") => ({ title, text });

it.each([
  ["the gate is locked", [passage("Locked barrier")], 0.5],
  ["gates locked", [passage("Barrier down"), passage("Gate locked again")], 1],
  ["mill gate", [passage("Gate")], 1],
  ["dog", [passage("Gate")], 0],
  ["dog", [], 0],
  ["?!", [passage("Gate")], 0],
])("says how much of %j is found", (words, found, share) => {
  expect(saidShare(words, found)).toBe(share);
});
