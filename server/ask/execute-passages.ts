import type { Part } from "#server/ask/execute-parts.ts";
import type { QueryPlan } from "#server/ask/schema.ts";
import type { Fleet } from "#server/fleet/service.ts";
import type { Scope } from "#server/lib/scope.ts";
import { plainWords } from "#server/lib/text-guards.ts";
import type { Operations } from "#server/operations/service.ts";
import { MAX_SEARCH_TEXT, type SearchHit, SearchQuery } from "#server/vector/schema.ts";

/** Finds what people wrote, under the asker's scope: by meaning, or by words alone where no vectors are made. */
export type PassageSearch = (
  scope: Scope,
  query: SearchQuery,
) => Promise<{ hits: SearchHit[]; isByWords: boolean; keptAt: string | null }>;

type Plan = Extract<QueryPlan, { kind: "passages" }>;

// So many are looked at where only those about a thing are wanted; the search gives no more.
const LOOKED_AT = 50;
const NEAREST = 3;

/** Runs plans that look for what people wrote; what is found is told as it stands and never obeyed. */
export const createExecutePassages = ({
  passages,
  operations,
  fleet,
}: {
  passages: PassageSearch;
  operations: Pick<Operations, "page">;
  fleet: Pick<Fleet, "sites">;
}) => {
  /** The ids, of those hits that are shown in a list, of what lies in a zone. */
  const inZone = async (
    scope: Scope,
    list: "sites" | "exceptions",
    hits: readonly SearchHit[],
    zone: string,
  ): Promise<Set<number>> => {
    const ids = hits.flatMap(({ place }) => (place?.list === list ? [place.id] : []));
    if (ids.length === 0) return new Set();
    const window = {
      filters: [
        { column: "id", op: "in" as const, value: ids },
        { column: "zone", op: "eq" as const, value: zone },
      ],
      ...{ sort: [], offset: 0, limit: ids.length },
    };
    const { rows } =
      list === "sites"
        ? await fleet.sites(scope, window)
        : await operations.page("exceptions", scope, window);
    return new Set(rows.map(({ id }) => id));
  };

  /** Those hits that are about a thing: shown with it, or naming it. */
  const aboutThing = async (
    scope: Scope,
    hits: readonly SearchHit[],
    { kind, id, name }: Plan["about"][number],
  ): Promise<SearchHit[]> => {
    if (kind === "zone") {
      const sites = await inZone(scope, "sites", hits, name);
      const exceptions = await inZone(scope, "exceptions", hits, name);
      return hits.filter(
        ({ place }) =>
          place !== null &&
          ((place.list === "sites" && sites.has(place.id)) ||
            (place.list === "exceptions" && exceptions.has(place.id))),
      );
    }
    const list = kind === "address" ? "sites" : `${kind}s`;
    const wanted = plainWords(name);
    return hits.filter(({ place, title, text, by }) => {
      if (place !== null && place.list === list && place.id === id) return true;
      const said = new Set(plainWords(`${title} ${text} ${kind === "driver" ? by : ""}`));
      return wanted.every((word) => said.has(word));
    });
  };

  return async function* (scope: Scope, plan: Plan, isAfresh: boolean): AsyncGenerator<Part> {
    const names = plan.about.map(({ name }) => name);
    // A zone stands in no text: its name would bring up streets that are called so.
    const said = plan.about.flatMap(({ kind, name }) => (kind === "zone" ? [] : [name]));
    const text = [plan.text, ...(plan.text === "" ? names : said)]
      .filter((part) => part !== "")
      .join(" ")
      .slice(0, MAX_SEARCH_TEXT);
    const { kinds, streams, depotIds, from, until } = plan;
    const { hits, isByWords, keptAt } = await passages(
      scope,
      SearchQuery.parse({
        ...{ text, kinds, streams, depotIds, from, until, isAfresh },
        limit: plan.about.length > 0 ? LOOKED_AT : plan.limit,
        // Which of those that say the same is about the thing shows only when each is looked at.
        isFolded: plan.about.length === 0,
      }),
    );
    // Of several things of one kind any will do, such as two sites at one address; of each kind there must be one.
    let about = [...hits];
    for (const kind of new Set(plan.about.map((thing) => thing.kind))) {
      const those: SearchHit[] = [];
      for (const thing of plan.about)
        if (thing.kind === kind) those.push(...(await aboutThing(scope, about, thing)));
      about = about.filter((hit) => those.includes(hit));
    }
    if (isByWords)
      yield {
        type: "text",
        text: "Search by meaning is switched off on this server, so these are the texts that hold the words.",
      };
    const what = plan.text === "" ? "" : ` about "${plan.text}"`;
    if (hits.length === 0) yield { type: "text", text: `Nothing that you may see is written${what}.` };
    else if (about.length === 0)
      yield {
        type: "text",
        text: `Nothing is written${what} on ${names.join(" and ")}. What comes nearest elsewhere:`,
      };
    const cited = about.length > 0 ? about.slice(0, plan.limit) : hits.slice(0, NEAREST);
    if (cited.length > 0) yield { type: "passages", hits: cited, isByWords, keptAt };
    const params = new URLSearchParams({
      q: text,
      ...(kinds === undefined ? {} : { kinds: kinds.join(",") }),
    });
    yield { type: "link", href: `/search?${params}`, label: "Open in search" };
  };
};
