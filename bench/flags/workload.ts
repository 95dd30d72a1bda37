import { type Random, seeded } from "#server/lib/random.ts";

/** One test of a rule, in words that every engine has. */
export type Clause =
  | { attribute: "country"; is: string }
  | { attribute: "plan" | "region"; among: string[] }
  | { attribute: "version"; above: string }
  | { attribute: "email"; endsWith: string }
  | { attribute: "device"; startsWith: string }
  | { attribute: "stops"; above: number };

/** A rule: it holds where all clauses of one of its ways do. */
export type Rule = { ways: Clause[][]; variant: string };

/** A flag: rules in their order, the variant of each, and a rollout for those whom none meets. */
export type Flag = { key: string; rules: Rule[]; rollout: number };

/** Who asks. */
export type Asker = {
  targetingKey: string;
  country: string;
  plan: string;
  region: string;
  version: string;
  email: string;
  device: string;
  stops: number;
};

/** The variants of every flag; the rollout gives the second, the rest of it the first. */
export const VARIANTS = ["v0", "v1", "v2", "v3"];

/** Of the askers of a flag, the share that no rule meets, so that its rollout decides. */
const FALLEN = 0.4;
/** Askers by whom rules are made, and tries for one rule. */
const [SEEN, TRIES] = [400, 40];

const COUNTRIES = "de uk fr es it nl be at ch pl se no dk fi ie pt cz gr hu ro us ca".split(" ");
const REGIONS = "north south east west centre harbour airport hills old-town new-town".split(" ");
const PLANS = "free starter team business enterprise public".split(" ");
const MAILS = "@council.example @haulier.example @depot.example @city.example @waste.example".split(" ");
const DEVICES =
  "ios-16 ios-17 ios-18 android-12 android-13 android-14 web-chrome web-firefox web-safari".split(" ");
const STARTS = ["ios", "android", "web", ...DEVICES];
const KINDS = 7;

const version = (random: Random): string => `${random.int(5)}.${random.int(12)}.${random.int(20)}`;
const some = (random: Random, of: readonly string[], count: number): string[] =>
  Array.from({ length: count }, () => random.pick(of));

const clause = (random: Random, kind: number): Clause => {
  switch (kind) {
    case 0:
      return { attribute: "country", is: random.pick(COUNTRIES) };
    case 1:
      return { attribute: "plan", among: some(random, PLANS, 2) };
    case 2:
      return { attribute: "region", among: some(random, REGIONS, 3) };
    case 3:
      return { attribute: "version", above: version(random) };
    case 4:
      return { attribute: "email", endsWith: random.pick(MAILS) };
    case 5:
      return { attribute: "device", startsWith: random.pick(STARTS) };
    default:
      return { attribute: "stops", above: random.int(220) };
  }
};

const way = (random: Random): Clause[] => {
  const kinds = Array.from({ length: KINDS }, (_, kind) => kind);
  return Array.from({ length: 1 + random.int(3) }, () =>
    clause(random, kinds.splice(random.int(kinds.length), 1)[0] ?? 0),
  );
};

// Versions in their order as numbers, since parts are below a hundred.
const placeOf = (text: string): number => {
  const [major = 0, minor = 0, patch = 0] = text.split(".").map(Number);
  return (major * 100 + minor) * 100 + patch;
};

const holds = (each: Clause, asker: Asker): boolean => {
  if ("is" in each) return asker.country === each.is;
  if ("among" in each) return each.among.includes(asker[each.attribute]);
  if ("endsWith" in each) return asker.email.endsWith(each.endsWith);
  if ("startsWith" in each) return asker.device.startsWith(each.startsWith);
  if (each.attribute === "stops") return asker.stops > each.above;
  return placeOf(asker.version) > placeOf(each.above);
};

/** Whether a rule meets an asker, told plainly: where none does, the rollout decides, and engines may differ. */
export const meets = ({ ways }: Rule, asker: Asker): boolean =>
  ways.some((clauses) => clauses.every((each) => holds(each, asker)));

/** Askers of all kinds, none like another. */
export const makeAskers = (count: number, seed = "flags/askers"): Asker[] => {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, i) => ({
    targetingKey: `user-${i}-${random.int(1_000_000)}`,
    country: random.pick(COUNTRIES),
    plan: random.pick(PLANS),
    region: random.pick(REGIONS),
    version: version(random),
    email: `user${i}${random.pick(MAILS)}`,
    device: random.pick(DEVICES),
    stops: random.int(220),
  }));
};

// Rules that each decide for about as many askers as any other: one that meets too many, or nobody, is drawn again.
const makeRules = (random: Random, count: number, seen: readonly Asker[]): Rule[] => {
  const wanted = ((1 - FALLEN) / count) * seen.length;
  let open = [...seen];
  return Array.from({ length: count }, () => {
    let best: { rule: Rule; off: number } | null = null;
    for (let i = 0; i < TRIES && (best === null || best.off > wanted / 2); i++) {
      const ways = Array.from({ length: random.int(4) === 0 ? 2 : 1 }, () => way(random));
      const rule = { ways, variant: random.pick(VARIANTS) };
      const off = Math.abs(open.filter((asker) => meets(rule, asker)).length - wanted);
      if (best === null || off < best.off) best = { rule, off };
    }
    const { rule } = best as { rule: Rule };
    open = open.filter((asker) => !meets(rule, asker));
    return rule;
  });
};

/**
 * Flags of so many rules, each of one to three tests of different attributes, a quarter of them of two such ways, and a
 * rollout of 30 %. The rule that decides lies anywhere in the chain alike, and for two in five askers none does.
 */
export const makeFlags = (count: number, rules: number): Flag[] => {
  const random = seeded(`flags/${rules}`);
  const seen = makeAskers(SEEN, "flags/seen");
  return Array.from({ length: count }, (_, i) => ({
    key: `flag-${i}`,
    rollout: 0.3,
    rules: makeRules(random, rules, seen),
  }));
};

const targetingOf = (clause: Clause): unknown => {
  const read = { var: clause.attribute };
  if ("is" in clause) return { "==": [read, clause.is] };
  if ("among" in clause) return { in: [read, clause.among] };
  if ("endsWith" in clause) return { ends_with: [read, clause.endsWith] };
  if ("startsWith" in clause) return { starts_with: [read, clause.startsWith] };
  return clause.attribute === "stops"
    ? { ">": [read, clause.above] }
    : { sem_ver: [read, ">", clause.above] };
};

const wayOf = (clauses: readonly Clause[]): unknown => {
  const [only, ...rest] = clauses.map(targetingOf);
  return rest.length === 0 ? only : { and: [only, ...rest] };
};

const testOf = ({ ways }: Rule): unknown => {
  const [only, ...rest] = ways.map(wayOf);
  return rest.length === 0 ? only : { or: [only, ...rest] };
};

/** One flag as flagd writes it. */
export const flagdFlag = ({ rules, rollout }: Flag): unknown => ({
  state: "ENABLED",
  variants: Object.fromEntries(VARIANTS.map((name) => [name, name])),
  defaultVariant: "v0",
  targeting: {
    if: [
      ...rules.flatMap((rule) => [testOf(rule), rule.variant]),
      {
        fractional: [
          ["v1", rollout * 100],
          ["v0", 100 - rollout * 100],
        ],
      },
    ],
  },
});

/** Flags as flagd writes them. */
export const flagdDefinition = (flags: readonly Flag[]): string =>
  JSON.stringify({ flags: Object.fromEntries(flags.map((flag) => [flag.key, flagdFlag(flag)])) });
