import { STREAM_CONCEPTS } from "#server/ask/core/kinds.ts";
import type { ListFilter } from "#server/ask/core/list-filters.ts";
import { type Asked, linksOf, whichOf } from "#server/ask/core/question.ts";

/** The places a question names: sites by their address or name, customers by their account, streets; a kind of place. */
export const placesOf = (asked: Asked): ListFilter[] => {
  const ids = (...kinds: ("address" | "site" | "customer")[]) =>
    linksOf(asked, ...kinds).map(({ name }) => name.id ?? -1);
  const [sites, customers] = [ids("address", "site"), ids("customer")];
  const streets = linksOf(asked, "street").map(({ name }) => name.key);
  const kind = asked.hearing.places.find(({ concept }) => concept === "siteKind");
  const words = kind ? asked.hearing.tokens.slice(kind.from, kind.to).map(({ stem }) => stem) : [];
  return [
    ...(sites.length > 0 ? [{ column: "siteId", op: "in" as const, value: sites }] : []),
    ...(customers.length > 0 ? [{ column: "customerId", op: "in" as const, value: customers }] : []),
    ...(streets.length > 0 && sites.length === 0
      ? [{ column: "street", op: "in" as const, value: streets }]
      : []),
    ...(kind && sites.length === 0
      ? [{ column: "site", op: "contains" as const, value: words.join(" ") }]
      : []),
  ];
};

/** Concepts that say a place or what stands there. */
export const THERE = ["site", "customer", "siteKind", "stop", "container", "depot"] as const;

/** The streams a question names, as a filter. */
export const streamsOf = (asked: Asked): ListFilter[] => {
  const streams = whichOf(asked, STREAM_CONCEPTS);
  return streams.length > 0 ? [{ column: "stream", op: "in", value: streams }] : [];
};
