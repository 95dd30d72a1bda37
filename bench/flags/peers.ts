import { GrowthBookClient } from "@growthbook/growthbook";
import { init } from "@launchdarkly/node-server-sdk";
import { TestData } from "@launchdarkly/node-server-sdk/integrations";
import { FlagdCore, MemoryStorage } from "@openfeature/flagd-core";
import { InMemStorageProvider, Unleash } from "unleash-client";
import { type Asker, type Clause, type Flag, flagdDefinition, type Rule, VARIANTS } from "./workload.ts";

/** An engine beside ours: gives the variant of a flag for an asker, who is written in its own way beforehand. */
export type Peer = {
  name: string;
  /** Writes an asker as the engine wants him, so that this is not counted. */
  asker(asker: Asker): unknown;
  variant(flag: string, asker: unknown): string | Promise<string>;
  close(): Promise<void>;
};

const silent = { error() {}, warn() {}, info() {}, debug() {} };

/** flagd's own engine in its compiled mode, and its pass over all flags. */
export const openFlagd = (flags: readonly Flag[]) => {
  const core = new FlagdCore(new MemoryStorage(silent), silent);
  core.setConfigurations(flagdDefinition(flags));
  return {
    variant: (flag: string, asker: Asker): string =>
      core.resolve("string", flag, "none", asker, silent).value,
    all: (asker: Asker) => core.resolveAll(asker, silent),
  };
};

const growthBookCondition = (clause: Clause): unknown => {
  if ("is" in clause) return clause.is;
  if ("among" in clause) return { $in: clause.among };
  if ("endsWith" in clause) return { $regex: `${clause.endsWith.replaceAll(".", "\\.")}$` };
  if ("startsWith" in clause) return { $regex: `^${clause.startsWith}` };
  return clause.attribute === "stops" ? { $gt: clause.above } : { $vgt: clause.above };
};

const growthBookWay = (clauses: readonly Clause[]): Record<string, unknown> =>
  Object.fromEntries(clauses.map((each) => [each.attribute, growthBookCondition(each)]));

const openGrowthBook = (flags: readonly Flag[]): Peer => {
  const features = Object.fromEntries(
    flags.map(({ key, rules, rollout }) => [
      key,
      {
        defaultValue: "v0",
        rules: [
          ...rules.map(({ ways, variant }) => {
            const [only, ...rest] = ways.map(growthBookWay);
            return { condition: rest.length === 0 ? only : { $or: [only, ...rest] }, force: variant };
          }),
          { variations: ["v1", "v0"], weights: [rollout, 1 - rollout], hashAttribute: "targetingKey" },
        ],
      },
    ]),
  );
  const client = new GrowthBookClient().initSync({ payload: { features } as never });
  return {
    name: "GrowthBook",
    asker: (asker) => ({ attributes: asker }),
    variant: (flag, asker) => String(client.evalFeature(flag, asker as { attributes: Asker }).value),
    close: async () => client.destroy(),
  };
};

// Engines that have no "or" take a rule for each way.
const waysOf = (rules: readonly Rule[]): { clauses: Clause[]; variant: string }[] =>
  rules.flatMap(({ ways, variant }) => ways.map((clauses) => ({ clauses, variant })));

const unleashConstraint = (clause: Clause): unknown => {
  const common = { contextName: clause.attribute, inverted: false };
  if ("is" in clause) return { ...common, operator: "IN", values: [clause.is] };
  if ("among" in clause) return { ...common, operator: "IN", values: clause.among };
  if ("endsWith" in clause) return { ...common, operator: "STR_ENDS_WITH", values: [clause.endsWith] };
  if ("startsWith" in clause) return { ...common, operator: "STR_STARTS_WITH", values: [clause.startsWith] };
  const operator = clause.attribute === "stops" ? "NUM_GT" : "SEMVER_GT";
  return { ...common, operator, values: [], value: String(clause.above) };
};

const openUnleash = async (flags: readonly Flag[]): Promise<Peer> => {
  const variantsOf = (weights: [string, number][]) =>
    weights.map(([name, weight]) => ({ name, weight, stickiness: "userId" }));
  const data = flags.map(({ key, rules, rollout }) => ({
    name: key,
    enabled: true,
    strategies: [
      ...waysOf(rules).map(({ clauses, variant }) => ({
        name: "default",
        parameters: {},
        constraints: clauses.map(unleashConstraint),
        variants: variantsOf([[variant, 1000]]),
      })),
      {
        name: "flexibleRollout",
        parameters: { rollout: "100", stickiness: "userId", groupId: key },
        constraints: [],
        variants: variantsOf([
          ["v1", rollout * 1000],
          ["v0", 1000 - rollout * 1000],
        ]),
      },
    ],
  }));
  const unleash = new Unleash({
    appName: "bench",
    url: "http://127.0.0.1:9/",
    refreshInterval: 0,
    disableMetrics: true,
    skipInstanceCountWarning: true,
    storageProvider: new InMemStorageProvider(),
    bootstrap: { data: data as never },
  });
  // Nobody answers at that address; what it was given at the start is all there is.
  unleash.on("error", () => {});
  unleash.on("warn", () => {});
  await new Promise<void>((resolve) => void unleash.once("ready", resolve));
  return {
    name: "Unleash",
    asker: ({ targetingKey, stops, ...rest }) => ({
      userId: targetingKey,
      properties: { ...rest, stops: String(stops) },
    }),
    variant: (flag, asker) => unleash.getVariant(flag, asker as { userId: string }).name,
    close: async () => unleash.destroy(),
  };
};

const darklyClause = (clause: Clause): unknown => {
  const common = { attribute: clause.attribute, contextKind: "user", negate: false };
  if ("is" in clause) return { ...common, op: "in", values: [clause.is] };
  if ("among" in clause) return { ...common, op: "in", values: clause.among };
  if ("endsWith" in clause) return { ...common, op: "endsWith", values: [clause.endsWith] };
  if ("startsWith" in clause) return { ...common, op: "startsWith", values: [clause.startsWith] };
  const op = clause.attribute === "stops" ? "greaterThan" : "semVerGreaterThan";
  return { ...common, op, values: [clause.above] };
};

const openLaunchDarkly = async (flags: readonly Flag[]): Promise<Peer> => {
  const source = new TestData();
  for (const { key, rules, rollout } of flags)
    source.usePreconfiguredFlag({
      key,
      version: 1,
      on: true,
      salt: key,
      variations: VARIANTS,
      offVariation: 0,
      targets: [],
      prerequisites: [],
      rules: waysOf(rules).map(({ clauses, variant }, i) => ({
        id: `${key}/${i}`,
        clauses: clauses.map(darklyClause),
        variation: VARIANTS.indexOf(variant),
      })),
      fallthrough: {
        rollout: {
          contextKind: "user",
          variations: [
            { variation: 1, weight: rollout * 100_000 },
            { variation: 0, weight: 100_000 - rollout * 100_000 },
          ],
        },
      },
    } as never);
  const client = init("bench", {
    updateProcessor: source.getFactory(),
    sendEvents: false,
    diagnosticOptOut: true,
    logger: silent,
  });
  await client.waitForInitialization({ timeout: 10 });
  return {
    name: "LaunchDarkly",
    asker: ({ targetingKey, ...rest }) => ({ kind: "user", key: targetingKey, ...rest }),
    variant: (flag, asker) => client.variation(flag, asker as { key: string }, "none"),
    close: async () => client.close(),
  };
};

/** The engines whose rollouts go their own ways. */
export const openOthers = async (flags: readonly Flag[]): Promise<Peer[]> => [
  openGrowthBook(flags),
  await openUnleash(flags),
  await openLaunchDarkly(flags),
];
