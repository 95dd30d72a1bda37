import { INDEX_LIMITS, type IndexKind, type IndexSettings } from "#server/vector/schema.ts";

/** A parameter of an index beside its kind. */
export type Parameter = keyof typeof INDEX_LIMITS | "quantizer";

/** The parameters that count for each kind of index. */
export const PARAMETERS_OF: Record<IndexKind, readonly Parameter[]> = {
  "ivf-hnsw-sq": ["maxConnections", "efConstruction", "ef", "refine"],
  "ivf-flat": ["partitions", "probes"],
  "ivf-pq": ["partitions", "probes", "refine"],
  hnsw: ["maxConnections", "efConstruction", "ef", "quantizer"],
  flat: ["quantizer"],
};

/** What is typed into the form: texts of the numbers, by parameter. */
export type TypedParameters = Record<keyof typeof INDEX_LIMITS, string>;

/** The texts of an index as the form begins with them. */
export const typedOf = (index: IndexSettings): TypedParameters => ({
  maxConnections: String(index.maxConnections),
  efConstruction: String(index.efConstruction),
  ef: String(index.ef),
  partitions: String(index.partitions),
  probes: String(index.probes),
  refine: String(index.refine),
});

/** The number that is typed for a parameter; undefined where it is none, or out of its limits. */
export const numberOf = (name: keyof typeof INDEX_LIMITS, text: string): number | undefined => {
  const value = Number(text.trim());
  const [min, max] = INDEX_LIMITS[name];
  return text.trim() !== "" && Number.isInteger(value) && value >= min && value <= max ? value : undefined;
};

/** The settings that are typed; parameters that do not count for the kind stay as they were; undefined where one is wrong. */
export const settingsOf = (
  before: IndexSettings,
  kind: IndexKind,
  quantizer: IndexSettings["quantizer"],
  typed: TypedParameters,
): IndexSettings | undefined => {
  const settings: IndexSettings = { ...before, kind, quantizer };
  for (const name of PARAMETERS_OF[kind]) {
    if (name === "quantizer") continue;
    const value = numberOf(name, typed[name]);
    if (value === undefined) return undefined;
    settings[name] = value;
  }
  return settings;
};
