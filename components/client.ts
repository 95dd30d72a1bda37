"use client";

import { createTRPCClient, httpBatchStreamLink, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { createTokenKeeper, type TokenKeeper } from "#components/token.ts";
import type { AppRouter } from "#server/root.ts";

/** The tRPC provider, `useTRPC` (options of TanStack Query per procedure) and `useTRPCClient`. */
export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

const MAX_URL_LENGTH = 4_000;

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

/** Makes the typed client of our procedures; calls of one moment travel together, and each answer comes when ready. */
export const createClient = (keeper: TokenKeeper = token, url = "/api/trpc") =>
  createTRPCClient<AppRouter>({
    links: [
      renewOnRefusal(keeper),
      httpBatchStreamLink({
        url,
        maxURLLength: MAX_URL_LENGTH,
        async headers() {
          const current = await keeper.read();
          return current === null ? {} : { authorization: `Bearer ${current}` };
        },
      }),
    ],
  });
