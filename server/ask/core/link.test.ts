import { expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { createLinker } from "./link.ts";
import { tokenise } from "./tokens.ts";

const linker = createLinker([...NAMES, { kind: "depot", id: 71, name: "North depot", key: "North depot" }]);
const namesIn = (text: string): string[] =>
  linker
    .link(tokenise(text), (word) => /^(?:near|which|truck|the)$/.test(word))
    .links.map(({ name }) => name.name);

it.each([
  ["whereabouts of trucks 5, 7 and 12", ["Truck 5", "Truck 7", "Truck 12"]],
  ["trucks 5 and 10 minutes late", ["Truck 5"]],
  ["truck 5 and 12 stops", ["Truck 5"]],
  ["exceptions at depot north", ["North depot"]],
  ["which trucks were near Elm recently", ["Elm Avenue"]],
  ["an elm fell on the road", []],
])("%s names %j", (text, names) => {
  expect(namesIn(text)).toEqual(names);
});
