import { useMemo } from "react";
import { useSwitch } from "#components/flags/flag-store.ts";
import { useMe } from "#components/me.tsx";
import { type PageName, pagesOf } from "./nav.ts";

/** The pages that who is signed in may open, in order, without those that a flag has switched off for him. */
export const usePages = (): PageName[] => {
  const { role } = useMe();
  const flags = useSwitch("screens.flags", true);
  const forecast = useSwitch("screens.forecast", true);
  const coordination = useSwitch("screens.coordination", true);
  const integrations = useSwitch("screens.integrations", true);
  return useMemo(() => {
    const isOn: Partial<Record<PageName, boolean>> = { flags, forecast, coordination, integrations };
    return pagesOf(role).filter((name) => isOn[name] !== false);
  }, [role, flags, forecast, coordination, integrations]);
};
