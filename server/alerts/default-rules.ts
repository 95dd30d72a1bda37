import type { RuleForm, RuleSpec } from "#server/alerts/schema.ts";

/** A promise of the product: what a meter's values come to, and the bound they keep. */
export type Promised = {
  key: string;
  title: string;
  target: string;
  meter: string;
  reduce: "p95" | "p99" | "max" | "mean" | { share: string };
  bound: { most: number } | { least: number };
};

/** A rule of the product, under the key by which it is known again. */
export type DefaultRule = Omit<RuleForm, "id"> & { key: string };

/** Lines that begin with no rule: how much is spared and how many connections are open hangs on the traffic alone. */
const WITHOUT_RULE = new Set(["overall", "database"]);
const CLEAR_FOR_S = 120;

const specOf = ({ meter, reduce, bound }: Promised): RuleSpec | null => {
  if (typeof reduce === "object") {
    if (!("least" in bound)) return null;
    return {
      ...{ kind: "threshold", meter, reduce: "share", label: reduce.share, side: "below" },
      ...{ windowS: 3_600, raise: bound.least, clear: Math.min(100, bound.least + 1) },
      ...{ least: 200, raiseForS: 60, clearForS: CLEAR_FOR_S },
    };
  }
  if (!("most" in bound)) return null;
  if (reduce === "p95" || reduce === "p99")
    return {
      ...{ kind: "burn", meter, badAbove: bound.most, badLabel: null, objective: reduce === "p95" ? 95 : 99 },
      ...{ least: 300, raiseForS: 0, clearForS: CLEAR_FOR_S },
    };
  return {
    ...{ kind: "threshold", meter, reduce, label: null, side: "above", windowS: 300 },
    ...{ raise: bound.most, clear: bound.most, least: 1, raiseForS: 0, clearForS: CLEAR_FOR_S },
  };
};

const groupOf = (meter: string): string => meter.split(".")[0] ?? meter;

/** The rules of a new installation: the promises of the scorecard, and traffic that is not as in the same hour of other weeks. */
export const defaultRules = (promises: readonly Promised[]): DefaultRule[] => {
  const rest = { isOn: true, ways: { webhook: null, emails: [] } };
  const promised = promises
    .filter(({ key }) => !WITHOUT_RULE.has(key))
    .flatMap((line) => {
      const spec = specOf(line);
      const name = `${line.title}: ${line.target}`.slice(0, 120);
      return spec === null
        ? []
        : [{ key: `scorecard.${line.key}`, name, group: groupOf(line.meter), spec, ...rest }];
    });
  const traffic: RuleSpec = {
    ...{ kind: "anomaly", meter: "api.request_ms", reduce: "count", windowS: 600 },
    ...{ raise: 6, clear: 4, leastWeeks: 4, least: 500, raiseForS: 300, clearForS: 600 },
  };
  return [
    ...promised,
    { key: "traffic.api", name: "API: requests as usual", group: "api", spec: traffic, ...rest },
  ];
};
