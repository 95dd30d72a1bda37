import { QueryClient, skipToken } from "@tanstack/react-query";
import { createTRPCClient } from "@trpc/client";
import { createTRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { expect, it } from "vitest";
import type { Call } from "#components/calls.ts";
import { createClient } from "#components/client.ts";
import type { AppRouter } from "#server/root.ts";

const asked: unknown[][] = [];
const record: Call = async (...call) => {
  asked.push(call);
  return "answer";
};
const { client, options } = createClient(record);
const queryClient = new QueryClient();
// tRPC's own, as the measure of the keys.
const theirs = createTRPCOptionsProxy<AppRouter>({
  client: createTRPCClient<AppRouter>({ links: [] }),
  queryClient,
});

it.each([
  ["a query", options.fleet.sites.get.queryKey({ id: 7 }), theirs.fleet.sites.get.queryKey({ id: 7 })],
  ["a query without input", options.accounts.me.queryKey(), theirs.accounts.me.queryKey()],
  [
    "a query that waits for its input",
    options.fleet.sites.get.queryOptions(skipToken).queryKey,
    theirs.fleet.sites.get.queryOptions(skipToken).queryKey,
  ],
  ["a router", options.fleet.pathKey(), theirs.fleet.pathKey()],
  ["a procedure", options.fleet.sites.get.pathKey(), theirs.fleet.sites.get.pathKey()],
  ["what is to be fetched anew", options.routing.pathFilter(), theirs.routing.pathFilter()],
  [
    "a mutation",
    options.routing.plans.request.mutationOptions().mutationKey,
    theirs.routing.plans.request.mutationOptions().mutationKey,
  ],
])("the key of %s is tRPC's", (_, own, expected) => expect(own).toEqual(expected));

it("options of a query fetch it, and keep what else they were given", async () => {
  const made = options.fleet.sites.get.queryOptions({ id: 7 }, { staleTime: 5 });
  expect(made.staleTime).toBe(5);
  asked.length = 0;
  expect(await queryClient.fetchQuery(made)).toBe("answer");
  expect(asked).toEqual([["fleet.sites.get", "query", { id: 7 }]]);
});

it("a query that waits for its input is not asked", () => {
  expect(options.fleet.sites.get.queryOptions(skipToken).queryFn).toBe(skipToken);
});

it("options of a mutation call it with what it is given", async () => {
  const made = options.routing.plans.reject.mutationOptions();
  asked.length = 0;
  await (made.mutationFn as (input: { id: number }) => Promise<unknown>)({ id: 3 });
  expect(asked).toEqual([["routing.plans.reject", "mutation", { id: 3 }]]);
});

it("a call at once carries its signal", async () => {
  const { signal } = new AbortController();
  asked.length = 0;
  await client.accounts.me.query(undefined, { signal });
  await client.routing.plans.reject.mutate({ id: 3 });
  expect(asked).toEqual([
    ["accounts.me", "query", undefined, signal],
    ["routing.plans.reject", "mutation", { id: 3 }, undefined],
  ]);
});

it("what it cannot make is refused by name", () => {
  const { get } = options.fleet.sites as unknown as { get: Record<"infiniteQueryOptions", () => unknown> };
  expect(() => get.infiniteQueryOptions()).toThrow(
    "fleet.sites.get: got infiniteQueryOptions, expected queryOptions, mutationOptions, queryKey, pathKey or pathFilter",
  );
});
