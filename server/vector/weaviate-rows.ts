import {
  type Collection,
  Filters,
  type FilterValue,
  generateUuid5,
  type WeaviateObject,
} from "weaviate-client";
import type { PassageFilter, PassageKind, PassageText } from "#server/vector/schema.ts";
import type { Passage } from "#server/vector/store.ts";
import type { StoredProperties } from "#server/vector/weaviate-collection.ts";

/** One organisation's shard of a collection. */
export type Shard = Collection<StoredProperties, string, undefined>;

/** The server's number of a passage: the same passage always has the same. */
export const uuidOf = (id: string): string => generateUuid5(id, "passage");

/** Maps a passage to what is sent. */
export const toObject = ({ vector, id, depotId, stream, roles, ...rest }: Passage) => ({
  id: uuidOf(id),
  properties: { ...rest, passageId: id, depotId: depotId ?? 0, stream: stream ?? "", roles: [...roles] },
  vectors: Array.from(vector),
});

type Found = Pick<WeaviateObject<StoredProperties, undefined>, "properties">;

/** Maps what came back to a passage without its vector. */
export const toText = ({ properties }: Found): PassageText => ({
  id: properties.passageId,
  kind: properties.kind as PassageKind,
  recordId: properties.recordId,
  depotId: properties.depotId === 0 ? null : properties.depotId,
  stream: properties.stream === "" ? null : properties.stream,
  at: properties.at,
  roles: properties.roles,
  title: properties.title,
  text: properties.text,
});

/** Maps a filter to the server's; undefined where it limits nothing. */
export const filterOf = (
  { filter }: Pick<Shard, "filter">,
  { kinds, depotIds, streams, from, until, role }: PassageFilter,
): FilterValue | undefined => {
  const all: FilterValue[] = [];
  if (kinds !== undefined) all.push(filter.byProperty("kind").containsAny([...kinds]));
  if (depotIds !== undefined) all.push(filter.byProperty("depotId").containsAny([0, ...depotIds]));
  if (streams !== undefined) all.push(filter.byProperty("stream").containsAny([...streams]));
  if (from !== undefined) all.push(filter.byProperty("at").greaterOrEqual(Date.parse(from)));
  if (until !== undefined) all.push(filter.byProperty("at").lessThan(Date.parse(until)));
  if (role !== undefined) all.push(filter.byProperty("roles").containsAny([role]));
  return all.length === 0 ? undefined : Filters.and(...all);
};
