"use client";

import { useMe } from "#components/me.tsx";
import { parseAsInteger, useQueryState } from "#components/url-state.ts";

/** The depot the shell is limited to, from the URL, or null for all the user may see; and how to change it. */
export const useDepot = (): [number | null, (depotId: number | null) => void] => {
  const { depots } = useMe();
  const [depotId, setDepotId] = useQueryState("depot", parseAsInteger);
  const known = depots.some((depot) => depot.id === depotId) ? depotId : null;
  return [known, (next) => void setDepotId(next)];
};

/** A path of the console with the depot of the shell kept. */
export const useDepotHref = (): ((path: string) => string) => {
  const [depotId] = useDepot();
  return (path) => {
    if (depotId === null) return path;
    return `${path}${path.includes("?") ? "&" : "?"}depot=${depotId}`;
  };
};
