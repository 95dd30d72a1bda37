import { expect, it } from "vitest";
import { NAMES } from "#server/ask/fixture-names.ts";
import { createLinker } from "./link.ts";
import { tokenise } from "./tokens.ts";

const linker = createLinker([...NAMES, { kind: "depot", id: 71, name: "North depot", key: "North depot" }]);
const namesIn = (text: string): string[] =>
  linker
    .link(tokenise(text), (word) => /^(?:near|which|truck|the)$/.test(word))
    .links.flatMap(({ name, through = [] }) => [name, ...through].map((each) => each.name));

it.each([
  ["whereabouts of trucks 5, 7 and 12", ["Truck 5", "Truck 7", "Truck 12"]],
  ["overtime on R-7 through R-9", ["R-7", "R-8", "R-9"]],
  ["stops per hour R-7 to R-9", ["R-7", "R-8", "R-9"]],
  ["move 3 stops from R-7 to R-9", ["R-7", "R-9"]],
  ["R-9 to R-7", ["R-9", "R-7"]],
  ["trucks 5 and 10 minutes late", ["Truck 5"]],
  ["truck 5 and 12 stops", ["Truck 5"]],
  ["exceptions at depot north", ["North depot"]],
  ["which trucks were near Elm recently", ["Elm Avenue"]],
  ["an elm fell on the road", []],
  ["truck five's run", ["Truck 5"]],
  ["lorry 7's parked up", ["Truck 7"]],
  ["number nineteen to clear three stops", ["Truck 19"]],
  ["zone four set-out rate", ["Zone 4"]],
  ["packer 12 quit", ["Truck 12"]],
  ["route five stops behind", []],
  ["why does R-9 run 2 hours late", ["R-9"]],
  ["send truck 8 round 6 missed pickups", ["Truck 8"]],
  ["have truck 14 run eight of the missed pickups", ["Truck 14"]],
  ["no one has taken it", []],
  ["where is a stop cheapest, Harbour or North depot", ["Harbour depot", "North depot"]],
  ["North depot or Harbour", ["North depot", "Harbour depot"]],
  ["Harbour zone or North depot", ["Harbour", "North depot"]],
  ["North depot, Harbour, this week", ["North depot", "Harbour"]],
  ["average delay by route from 18 to 24 November", []],
  ["trucks 5 to 7 may be late", ["Truck 5", "Truck 6", "Truck 7"]],
  ["trucks 50 % full or less", []],
  ["any truck 12 percent full", []],
  ["account no. 88213", []],
  ["show me 42's dot", ["Truck 42"]],
  ["finish 12s route", ["Truck 12"]],
  ["the 42 lorry", ["Truck 42"]],
  ["the 42 lorries", []],
  ["I'd like to see where 42 is sitting", ["Truck 42"]],
  ["the driver of 12 rang in", ["Truck 12"]],
  ["a breakdown on 12 at stop 14", ["Truck 12"]],
  ["mute 17 until tomorrow", ["Truck 17"]],
  ["alerts for 17 until tomorrow", ["Truck 17"]],
  ["alerts for 30 minutes", []],
  ["pull 8 to do six misses", ["Truck 8"]],
  ["pull 8 stops", []],
  ["if 10 picks up every miss", ["Truck 10"]],
  ["if 10 trucks pick up", []],
  ["33 stuck at stop 8", ["Truck 33"]],
  ["Listen, twelve just blew a hose", ["Truck 12"]],
  ["three goes of glass", []],
  ["Pull twenty off the back of R-17", ["R-17"]],
  ["stop 311 to 7 and not 5", ["Truck 7", "Truck 5"]],
  ["to truck 7 rather than 5, why", ["Truck 7", "Truck 5"]],
  ["truck 7 is late by more than 5", ["Truck 7"]],
  ["stops 1-10 are the same", []],
  ["tip at south dump instead", ["South landfill"]],
  ["landfill South tickets", ["South landfill"]],
  ["three things worth a look", []],
  ["harbuor street is closed", ["Harbour Street"]],
])("%s names %j", (text, names) => {
  expect(namesIn(text)).toEqual(names);
});
