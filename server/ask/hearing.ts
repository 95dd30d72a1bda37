import type { Classifier } from "#server/ask/core/classify.ts";
import type { Link, Linker } from "#server/ask/core/link.ts";
import { type KnownNames, knownNames } from "#server/ask/known-names.ts";
import { namesOf } from "#server/ask/names.ts";
import { type FoundPlace, findFixedPlace, findOnStreet, findPlaces, routeNames } from "#server/ask/store.ts";
import { linkerOf, type Understanding, understandEnglish } from "#server/ask/understand.ts";
import type { AskClock } from "#server/ask/when-windows.ts";
import type { Fleet } from "#server/fleet/service.ts";
import { oldestAge } from "#server/lib/oldest-age.ts";
import type { Scope } from "#server/lib/scope.ts";
import { createTally } from "#server/lib/tally.ts";
import type { KnownCache } from "#server/platform/caches.ts";
import type { Db } from "#server/platform/db.ts";

// Names change when the fleet does; a minute is the longest a new name stays unknown.
const NAMES_TTL_MS = 60_000;
const NAMES_KEPT = 20;

/** Hears questions over the names of the asker's fleet, which are kept a minute. */
export const createHearing = ({
  db,
  fleet,
  readerOf,
}: {
  db: Db;
  fleet: Pick<Fleet, "entityNames">;
  /** The second reader of somebody's questions; null where questions are read by rules alone. */
  readerOf: ((scope: Scope) => Promise<Classifier>) | null;
}) => {
  const tally = createTally();
  type Names = { linker: Linker; known: KnownNames };
  const linkers = new Map<string, { linker: Promise<Names>; until: number }>();

  const namesFor = (scope: Scope, today: string): Promise<Names> => {
    const key = `${scope.organisationId}/${scope.depotIds?.join(",") ?? "all"}/${today}`;
    const kept = linkers.get(key);
    const isKept = kept !== undefined && kept.until > Date.now();
    tally.count(isKept);
    if (isKept) return kept.linker;
    const linker = Promise.all([fleet.entityNames(scope), routeNames(db, scope, today)]).then(
      ([names, routes]) => ({ linker: linkerOf(namesOf(names, routes)), known: knownNames(names, routes) }),
    );
    if (linkers.size >= NAMES_KEPT) linkers.clear();
    linkers.set(key, { linker, until: Date.now() + NAMES_TTL_MS });
    linker.catch(() => linkers.delete(key));
    return linker;
  };

  const placeOf = async (scope: Scope, link: Link | undefined, known: ReadonlyMap<Link, FoundPlace>) => {
    if (!link) return undefined;
    const found = known.get(link);
    if (found) return found;
    if (link.name.kind === "street") return (await findPlaces(db, scope, link.name.key, null))[0];
    if ((link.name.kind === "facility" || link.name.kind === "depot") && link.name.id !== null)
      return findFixedPlace(db, scope, link.name.kind, link.name.id);
    return undefined;
  };

  const hear = async (scope: Scope, text: string, linker: Linker, clock: AskClock): Promise<Understanding> =>
    understandEnglish(text, {
      linker,
      clock,
      classifier: readerOf === null ? null : await readerOf(scope),
      depotIds: [],
      findAddress: async (street, houseNumber) => {
        const sites = await findPlaces(db, scope, street, houseNumber);
        if (sites.length > 0 || houseNumber === null) return sites;
        const onStreet = await findOnStreet(db, scope, street, Number.parseInt(houseNumber, 10));
        return onStreet ? [onStreet] : [];
      },
    });

  const kept: KnownCache = {
    ...{ name: "linkers", isShared: false, endedBy: "notice", of: "names", staleMs: NAMES_TTL_MS },
    read: () => ({
      ...tally.read(),
      entries: linkers.size,
      bytes: null,
      oldestAgeMs: oldestAge(
        [...linkers.values()].map(({ until }) => until - NAMES_TTL_MS),
        Date.now(),
      ),
    }),
    drop: () => linkers.clear(),
    changed: (_, source) => (source === null || source === "all" ? linkers.clear() : undefined),
  };
  return { namesFor, placeOf, hear, kept };
};
