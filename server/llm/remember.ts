/** How many of a kind are kept: schemas and prefixes that were read. */
const MOST_KEPT = 64;

/** Keeps a value under a key of a map, and lets the oldest go where there are many. */
export const remember = <V>(map: Map<string, V>, key: string, value: V): V => {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > MOST_KEPT && oldest !== undefined) map.delete(oldest);
  return value;
};
