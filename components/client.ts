"use client";

import { createTRPCClient, httpLink, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { createTokenKeeper, type TokenKeeper } from "#components/token.ts";
import type { AppRouter } from "#server/root.ts";

/** The tRPC provider, `useTRPC` (options of TanStack Query per procedure) and `useTRPCClient`. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

/** The token of this page's session, shared by calls, uploads and the live socket. */
export const token = createTokenKeeper();

// A role or an organisation that changed makes tokens worthless before their time: fetch a new one and ask once more.
const renewOnRefusal =
  (keeper: TokenKeeper): TRPCLink<AppRouter> =>
  () =>
  ({ op, next }) =>
    observable((observer) => {
      let subscription = attempt(true);
      function attempt(mayRenew: boolean) {
        return next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error(error) {
            if (!mayRenew || error.data?.code !== "UNAUTHORIZED") return observer.error(error);
            keeper.forget();
            subscription = attempt(false);
          },
        });
      }
      return () => subscription.unsubscribe();
    });

/** Makes the typed client of our procedures; each call travels by itself, so that no answer waits for another and no page carries a reader of streams. */
export const createClient = (keeper: TokenKeeper = token, url = "/api/trpc") =>
  createTRPCClient<AppRouter>({
    links: [
      renewOnRefusal(keeper),
      httpLink({
        url,
        async headers() {
          const current = await keeper.read();
          return current === null ? {} : { authorization: `Bearer ${current}` };
        },
      }),
    ],
  });
