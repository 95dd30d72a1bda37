import { sameJson } from "#server/flags/core/definition.ts";

type Parts = Readonly<Record<string, unknown>>;
type Definition = { flags: Parts; $evaluators?: Parts };

const changeOfParts = (before: Parts, after: Parts): Record<string, unknown> => {
  const changed = Object.entries(after).filter(
    ([key, part]) => !Object.hasOwn(before, key) || !sameJson(before[key], part),
  );
  const gone = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return Object.fromEntries([...changed, ...gone.map((key): [string, null] => [key, null])]);
};

const withParts = (before: Parts, change: Parts): Record<string, unknown> =>
  Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, part]) => part !== null));

const read = (definition: string): Definition => JSON.parse(definition) as Definition;

/** What makes one definition another: the flags and shared rules that are new or other, null for those that are gone. */
export const changeOf = (before: string, after: string): string => {
  const [old, next] = [read(before), read(after)];
  return JSON.stringify({
    flags: changeOfParts(old.flags, next.flags),
    $evaluators: changeOfParts(old.$evaluators ?? {}, next.$evaluators ?? {}),
  });
};

/** The definition that a change of {@link changeOf} makes of the one before it. */
export const withChange = (definition: string, change: string): string => {
  const [old, { flags, $evaluators = {} }] = [read(definition), read(change)];
  const shared = withParts(old.$evaluators ?? {}, $evaluators);
  return JSON.stringify({
    flags: withParts(old.flags, flags),
    ...(Object.keys(shared).length > 0 ? { $evaluators: shared } : {}),
  });
};
