/** A pair of windows that must both burn at a rate before an alert is raised: the long one shows that it matters, the short one that it goes on. */
export type BurnPair = { factor: number; longS: number; shortS: number };

/** The two pairs: 2 % of a month's budget within an hour, 5 % within six hours (Google's SRE workbook, chapter 5). */
export const BURN_PAIRS: readonly BurnPair[] = [
  { factor: 14.4, longS: 3_600, shortS: 300 },
  { factor: 6, longS: 21_600, shortS: 1_800 },
];

/** Share of a pair's factor below which it counts as over, so that a rate at the factor does not flutter. */
export const CLEAR_SHARE = 0.8;

/** How many times as fast as promised the budget of bad values is spent; null without values. */
export const burnRate = (bad: number, all: number, objective: number): number | null =>
  all <= 0 ? null : bad / all / (1 - objective / 100);

/** What a pair says: its two rates, and how many values its long window holds. */
export type BurnReading = { long: number | null; short: number | null; all: number };

/** Whether a pair burns at a share of its factor over both of its windows, on enough values. */
export const burns = (
  { factor }: BurnPair,
  { long, short, all }: BurnReading,
  least: number,
  share = 1,
): boolean =>
  all >= least && long !== null && short !== null && long >= factor * share && short >= factor * share;
