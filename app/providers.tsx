"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ClientProvider, createClient } from "#components/client.ts";

const FRESH_MS = 10_000;

/** What every page needs around it: the query cache, and the typed client. */
export const Providers = ({ children }: { children: ReactNode }) => {
  const [queryClient] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          // Without a network a call fails at once and its page says so, where the default would wait in silence.
          mutations: { networkMode: "always" },
          queries: {
            ...{ staleTime: FRESH_MS, retry: 1, refetchOnWindowFocus: false },
            ...{ networkMode: "always", refetchOnReconnect: true },
          },
        },
      }),
  );
  const [client] = useState(() => createClient());
  return (
    <QueryClientProvider client={queryClient}>
      <ClientProvider value={client}>{children}</ClientProvider>
    </QueryClientProvider>
  );
};
