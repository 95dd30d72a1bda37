import { useMemo } from "react";
import { useSwitchedOff } from "#components/flags/flag-store.ts";
import { useMe } from "#components/me.tsx";
import { NEW_SCREENS, screenFlag } from "#server/flags/screens.schema.ts";
import { type PageName, pagesOf } from "./nav.ts";

const FLAGS = (Object.keys(NEW_SCREENS) as (keyof typeof NEW_SCREENS)[]).map(screenFlag);

/** The pages that who is signed in may open, in order, without those that a flag has switched off for him. */
export const usePages = (): PageName[] => {
  const { role } = useMe();
  const off = useSwitchedOff(FLAGS);
  return useMemo(() => {
    const hidden = new Set(off.split(" "));
    return pagesOf(role).filter((name) => !hidden.has(`screens.${name}`));
  }, [role, off]);
};
