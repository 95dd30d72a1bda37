import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render } from "@testing-library/react";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { NextIntlClientProvider } from "next-intl";
import type { ContextType, ReactNode } from "react";
import { ClientProvider, createClient } from "#components/client.ts";
import { MeProvider } from "#components/me.tsx";
import { messages } from "#i18n/messages.ts";
import type { Me } from "#server/accounts/schema.ts";

const ME = {
  ...{ userId: "u", name: "Ann", email: "ann@example.org", role: "manager", depotIds: null, depots: [] },
  organisation: {
    ...{ id: 1, slug: "city", name: "City", kind: "demo", timeZone: "Europe/London", currency: "GBP" },
    ...{ bounds: [], isOperator: true },
  },
  ...{ organisations: [], operator: "City" },
} as unknown as Me;

// No link is followed here.
const ROUTER = {} as ContextType<typeof AppRouterContext>;

/** Shows part of a page, in place of the one before, to a manager whose calls get `answers` by procedure; a procedure without one never answers. `me` says who else it is. */
export const showPage = (
  part: ReactNode,
  answers: Readonly<Record<string, unknown>>,
  me: Partial<Me> = {},
): void => {
  cleanup();
  const client = createClient((path) =>
    path in answers ? Promise.resolve(answers[path]) : new Promise(() => {}),
  );
  const queries = new QueryClient();
  render(
    <NextIntlClientProvider locale="en" messages={messages} timeZone="UTC">
      <QueryClientProvider client={queries}>
        <ClientProvider value={client}>
          <MeProvider me={{ ...ME, ...me }}>
            <AppRouterContext value={ROUTER}>
              <SearchParamsContext value={new URLSearchParams()}>{part}</SearchParamsContext>
            </AppRouterContext>
          </MeProvider>
        </ClientProvider>
      </QueryClientProvider>
    </NextIntlClientProvider>,
  );
};
