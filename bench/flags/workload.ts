import { type Random, seeded } from "#server/lib/random.ts";

/** One test of a rule, in words that every engine has. */
export type Clause =
  | { attribute: "country"; is: string }
  | { attribute: "plan" | "region"; among: string[] }
  | { attribute: "version"; above: string }
  | { attribute: "email"; endsWith: string }
  | { attribute: "stops"; above: number };

/** A flag: rules in their order, the variant of each, and a rollout for those whom none meets. */
export type Flag = { key: string; rules: { clauses: Clause[]; variant: string }[]; rollout: number };

/** Who asks. */
export type Asker = {
  targetingKey: string;
  country: string;
  plan: string;
  region: string;
  version: string;
  email: string;
  stops: number;
};

/** The variants of every flag; the rollout gives the second, the rest of it the first. */
export const VARIANTS = ["v0", "v1", "v2", "v3"];

const COUNTRIES = "de uk fr es it nl be at ch pl se no dk fi ie pt cz gr hu ro us ca".split(" ");
const REGIONS = "north south east west centre harbour airport hills old-town new-town".split(" ");
const PLANS = "free starter team business enterprise public".split(" ");
const MAILS = "@council.example @haulier.example @depot.example @city.example @waste.example".split(" ");

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
    default:
      return { attribute: "stops", above: random.int(200) };
  }
};

/** Flags of so many rules, each of two or three tests of different attributes, and a rollout of 30 %. */
export const makeFlags = (count: number, rules: number): Flag[] => {
  const random = seeded(`flags/${rules}`);
  return Array.from({ length: count }, (_, i) => ({
    key: `flag-${i}`,
    rollout: 0.3,
    rules: Array.from({ length: rules }, () => {
      const kinds = [0, 1, 2, 3, 4, 5];
      const clauses = Array.from({ length: 2 + random.int(2) }, () =>
        clause(random, kinds.splice(random.int(kinds.length), 1)[0] ?? 0),
      );
      return { clauses, variant: random.pick(VARIANTS) };
    }),
  }));
};

/** Askers of all kinds, none like another. */
export const makeAskers = (count: number): Asker[] => {
  const random = seeded("flags/askers");
  return Array.from({ length: count }, (_, i) => ({
    targetingKey: `user-${i}-${random.int(1_000_000)}`,
    country: random.pick(COUNTRIES),
    plan: random.pick(PLANS),
    region: random.pick(REGIONS),
    version: version(random),
    email: `user${i}${random.pick(MAILS)}`,
    stops: random.int(220),
  }));
};

/** Whether a rule meets an asker, told plainly: where none does, the rollout decides, and engines may differ. */
export const meets = ({ clauses }: Flag["rules"][number], asker: Asker): boolean =>
  clauses.every((each) => {
    if ("is" in each) return asker.country === each.is;
    if ("among" in each) return each.among.includes(asker[each.attribute]);
    if ("endsWith" in each) return asker.email.endsWith(each.endsWith);
    if (each.attribute === "stops") return asker.stops > each.above;
    const [ours, theirs] = [asker.version.split(".").map(Number), each.above.split(".").map(Number)];
    const at = ours.findIndex((part, i) => part !== theirs[i]);
    return at !== -1 && (ours[at] ?? 0) > (theirs[at] ?? 0);
  });

const targetingOf = (clause: Clause): unknown => {
  const read = { var: clause.attribute };
  if ("is" in clause) return { "==": [read, clause.is] };
  if ("among" in clause) return { in: [read, clause.among] };
  if ("endsWith" in clause) return { ends_with: [read, clause.endsWith] };
  return clause.attribute === "stops"
    ? { ">": [read, clause.above] }
    : { sem_ver: [read, ">", clause.above] };
};

/** One flag as flagd writes it. */
export const flagdFlag = ({ rules, rollout }: Flag): unknown => ({
  state: "ENABLED",
  variants: Object.fromEntries(VARIANTS.map((name) => [name, name])),
  defaultVariant: "v0",
  targeting: {
    if: [
      ...rules.flatMap(({ clauses, variant }) => [{ and: clauses.map(targetingOf) }, variant]),
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
