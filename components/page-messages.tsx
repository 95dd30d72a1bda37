import { NextIntlClientProvider } from "next-intl";
import { getLocale, getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import { type Namespace, SHARED_NAMESPACES } from "#i18n/messages.ts";

/** Gives the client components below it the texts of `namespaces` beside the shared ones, and no others. */
export const PageMessages = async ({
  namespaces,
  children,
}: {
  namespaces: readonly Namespace[];
  children: ReactNode;
}) => {
  const [locale, messages] = await Promise.all([getLocale(), getMessages()]);
  const wanted = new Set<string>([...SHARED_NAMESPACES, ...namespaces]);
  const some = Object.fromEntries(Object.entries(messages).filter(([name]) => wanted.has(name)));
  return (
    <NextIntlClientProvider locale={locale} messages={some} timeZone="UTC">
      {children}
    </NextIntlClientProvider>
  );
};
