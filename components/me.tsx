"use client";

import { useLocale } from "next-intl";
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { createFormats, type Formats } from "#components/formats.ts";
import type { Me } from "#server/accounts/schema.ts";

const MeContext = createContext<{ me: Me; formats: Formats } | null>(null);

/** Gives pages who is signed in, and formats in his organisation's zone and currency. */
export const MeProvider = ({ me, children }: { me: Me; children: ReactNode }) => {
  const locale = useLocale();
  const { timeZone, currency } = me.organisation;
  const value = useMemo(
    () => ({ me, formats: createFormats({ locale, timeZone, currency }) }),
    [me, locale, timeZone, currency],
  );
  return <MeContext value={value}>{children}</MeContext>;
};

const useSignedIn = () => {
  const value = useContext(MeContext);
  if (value === null) throw new Error("useMe: found no shell around this component, expected <Shell>");
  return value;
};

/** Who is signed in; only inside the shell. */
export const useMe = (): Me => useSignedIn().me;

/** Texts of numbers and times in the organisation's zone and currency; only inside the shell. */
export const useFormats = (): Formats => useSignedIn().formats;
