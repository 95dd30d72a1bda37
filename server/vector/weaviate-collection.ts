import { configure, reconfigure, type WeaviateClient } from "weaviate-client";
import * as z from "zod";
import { AppError } from "#server/lib/errors.ts";
import { IndexSettings } from "#server/vector/schema.ts";

/** A passage as the server keeps it; what belongs nowhere has 0 or an empty word, which can be filtered on. */
export type StoredProperties = {
  passageId: string;
  kind: string;
  recordId: number;
  depotId: number;
  stream: string;
  at: number;
  roles: string[];
  title: string;
  text: string;
};

const exact = { indexFilterable: true, indexSearchable: false, tokenization: "field" } as const;
const number = { indexFilterable: true } as const;
const words = { indexFilterable: false, indexSearchable: true, tokenization: "word" } as const;

const quantizerOf = ({ quantizer }: IndexSettings) =>
  quantizer === "none"
    ? configure.vectorIndex.quantizer.none()
    : configure.vectorIndex.quantizer[quantizer]();

const vectorIndexOf = (index: IndexSettings) => {
  const shared = { distanceMetric: "cosine" as const, quantizer: quantizerOf(index) };
  const { maxConnections, efConstruction, ef } = index;
  switch (index.kind) {
    case "hnsw":
      return configure.vectorIndex.hnsw({ ...shared, maxConnections, efConstruction, ef });
    case "flat":
      return configure.vectorIndex.flat(shared);
    default:
      throw new AppError("BAD_REQUEST", `index: got ${index.kind}, expected hnsw or flat for Weaviate`);
  }
};

// What the server has no field for stands in the description.
const Description = z.object({
  embedder: z.string().min(1),
  generation: z.int().min(1),
  index: IndexSettings,
});
/** How a collection was made. */
export type Description = z.infer<typeof Description>;

/** Makes a collection for passages with a shard for each organisation. */
export const createPassages = async (
  client: WeaviateClient,
  name: string,
  description: Description,
): Promise<void> => {
  await client.collections.create<StoredProperties>({
    name,
    description: JSON.stringify(description),
    multiTenancy: configure.multiTenancy({ autoTenantCreation: true, autoTenantActivation: true }),
    properties: [
      { name: "passageId", dataType: "text", ...exact },
      { name: "kind", dataType: "text", ...exact },
      { name: "recordId", dataType: "int", ...number },
      { name: "depotId", dataType: "int", ...number },
      { name: "stream", dataType: "text", ...exact },
      { name: "at", dataType: "number", ...number, indexRangeFilters: true },
      { name: "roles", dataType: "text[]", ...exact },
      { name: "title", dataType: "text", ...words },
      { name: "text", dataType: "text", ...words },
    ],
    vectorizers: configure.vectors.selfProvided({ vectorIndexConfig: vectorIndexOf(description.index) }),
  });
};

/** Reads how a collection was made, by its name or an alias. */
export const describePassages = async (client: WeaviateClient, name: string): Promise<Description> => {
  const { description } = await client.collections.use(name).config.get();
  return Description.parse(JSON.parse(description ?? "null"));
};

/** Sets how many candidates a search looks at, which needs no rebuild, and notes it in the description. */
export const setEf = (client: WeaviateClient, name: string, description: Description): Promise<void> =>
  client.collections.use(name).config.update({
    description: JSON.stringify(description),
    ...(description.index.kind === "hnsw"
      ? {
          vectorizers: reconfigure.vectors.update({
            vectorIndexConfig: reconfigure.vectorIndex.hnsw({ ef: description.index.ef }),
          }),
        }
      : {}),
  });
