"use client";

import { skipToken } from "@tanstack/react-query";
import type { TRPCClient } from "@trpc/client";
import type { TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import { createContext, createElement, type ReactNode, useContext } from "react";
import { type Call, createCall } from "#components/calls.ts";
import { createTokenKeeper } from "#components/token.ts";
import type { AppRouter } from "#server/root.ts";

/** The token of this page's session, shared by calls, uploads and the live socket. */
export const token = createTokenKeeper();

type Options = Readonly<Record<string, unknown>> | undefined;
type Asked = { queryKey: readonly [unknown, { input?: unknown }] };

const keyOf = (path: readonly string[], input: unknown) => [
  path,
  { ...(input === undefined || input === skipToken ? {} : { input }), type: "query" },
];

/** Walks names to a procedure; the last one, and what it is called with, are `end`'s. */
const walk = (
  end: (path: readonly string[], method: string, args: readonly unknown[]) => unknown,
  path: readonly string[] = [],
): unknown =>
  new Proxy(() => {}, {
    get: (_, name) => walk(end, [...path, String(name)]),
    apply: (_, _self, args: readonly unknown[]) => end(path.slice(0, -1), path.at(-1) ?? "", args),
  });

const unknownMethod = (path: readonly string[], method: string, known: string): RangeError =>
  new RangeError(`${path.join(".")}: got ${method}, expected ${known}`);

/**
 * Makes what pages call procedures with: `client` calls at once, `options` makes options of TanStack Query. The types are
 * tRPC's; its own runtime would be a twentieth of all that a first view loads, for streams and batches we do not use.
 */
export const createClient = (call: Call = createCall(token)) => {
  const client = walk((path, method, [input, options]) => {
    const { signal } = (options ?? {}) as { signal?: AbortSignal };
    if (method === "query") return call(path.join("."), "query", input, signal);
    if (method === "mutate") return call(path.join("."), "mutation", input, signal);
    throw unknownMethod(path, method, "query or mutate");
  });
  const options = walk((path, method, [first, second]) => {
    switch (method) {
      case "queryOptions":
        return {
          ...(second as Options),
          queryKey: keyOf(path, first),
          queryFn:
            first === skipToken
              ? skipToken
              : ({ queryKey: [, { input }] }: Asked) => call(path.join("."), "query", input),
        };
      case "mutationOptions":
        return {
          ...(first as Options),
          mutationKey: [path],
          mutationFn: (input: unknown) => call(path.join("."), "mutation", input),
        };
      case "queryKey":
        return keyOf(path, first);
      case "pathKey":
        return [path];
      case "pathFilter":
        return { ...(first as Options), queryKey: [path] };
      default:
        throw unknownMethod(path, method, "queryOptions, mutationOptions, queryKey, pathKey or pathFilter");
    }
  });
  return { client: client as TRPCClient<AppRouter>, options: options as TRPCOptionsProxy<AppRouter> };
};

const ClientContext = createContext<ReturnType<typeof createClient> | null>(null);

/** Gives the pages below it their client. */
export const ClientProvider = ({
  value,
  children,
}: {
  value: ReturnType<typeof createClient>;
  children: ReactNode;
}) => createElement(ClientContext, { value }, children);

const useClient = () => {
  const found = useContext(ClientContext);
  if (found === null) throw new Error("useTRPC: found no ClientProvider above, expected one");
  return found;
};

/** Options of TanStack Query per procedure. */
export const useTRPC = (): TRPCOptionsProxy<AppRouter> => useClient().options;

/** Calls of procedures where no query or mutation of TanStack Query is wanted. */
export const useTRPCClient = (): TRPCClient<AppRouter> => useClient().client;
