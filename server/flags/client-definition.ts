type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const references = (rule: unknown, found: Set<string>): void => {
  if (Array.isArray(rule)) for (const each of rule) references(each, found);
  else if (isObject(rule))
    for (const [name, value] of Object.entries(rule))
      if (name === "$ref" && typeof value === "string") found.add(value);
      else references(value, found);
};

/**
 * The part of a plain definition that browsers may have: the flags whose metadata say `client`, with the shared rules
 * they need. What is decided about others, and by what, stays on the server.
 */
export const clientDefinition = (compiled: string): string => {
  const { flags, $evaluators = {} } = JSON.parse(compiled) as { flags: Json; $evaluators?: Json };
  const own = Object.entries(flags).filter(
    ([, flag]) => isObject(flag) && isObject(flag.metadata) && flag.metadata.client === true,
  );
  const needed = new Set<string>();
  for (const [, flag] of own) references(flag, needed);
  // A set may grow while it is walked: rules that rules need come behind them.
  for (const name of needed) references($evaluators[name], needed);
  const shared = Object.entries($evaluators).filter(([name]) => needed.has(name));
  return JSON.stringify({
    flags: Object.fromEntries(own),
    ...(shared.length > 0 ? { $evaluators: Object.fromEntries(shared) } : {}),
  });
};
