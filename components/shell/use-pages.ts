import { useMemo } from "react";
import { useSwitch } from "#components/flags/flag-store.ts";
import { useMe } from "#components/me.tsx";
import { type PageName, pagesOf } from "./nav.ts";

/** The pages that who is signed in may open, in order, without those that a flag has switched off for him. */
export const usePages = (): PageName[] => {
  const { role } = useMe();
  const hasFlags = useSwitch("screens.flags", true);
  return useMemo(() => pagesOf(role).filter((name) => name !== "flags" || hasFlags), [role, hasFlags]);
};
