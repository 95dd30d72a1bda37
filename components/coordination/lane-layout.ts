import type { Milestone, Workstream } from "#server/coordination/schema.ts";

const DAY_MS = 86_400_000;
/** Width of a day and height of a row of the chart, pixels. */
export const CHART = { dayPx: 20, rowPx: 28, lanePadPx: 8, letterPx: 6.6, gapPx: 10 } as const;

const dayOf = (date: string): number => Date.parse(date) / DAY_MS;
const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** A milestone's place: its bar ends with its due day, and `widthPx` counts the title where that stands beside the bar. */
export type Placed = {
  milestone: Milestone;
  x: number;
  y: number;
  barPx: number;
  widthPx: number;
  isTitleInside: boolean;
};

/** A workstream's lane with its milestones in rows that do not overlap. */
export type Lane = { workstream: Workstream; y: number; heightPx: number; placed: Placed[] };

/** Days from `today` that are shown at least, before and after, and how long delivered milestones stay in view. */
const SHOWN = { before: 14, after: 35, delivered: 21 } as const;

/** Lays milestones out in lanes over a time axis; those that were delivered long ago are left out. */
export const layOutLanes = (
  workstreams: readonly Workstream[],
  milestones: readonly Milestone[],
  today: string,
): {
  lanes: Lane[];
  weeks: { date: string; x: number }[];
  todayX: number;
  widthPx: number;
  heightPx: number;
} => {
  const now = dayOf(today);
  const shown = milestones
    .filter(({ deliveredAt, dueOn }) => deliveredAt === null || dayOf(dueOn) >= now - SHOWN.delivered)
    .map((milestone) => {
      const end = dayOf(milestone.dueOn) + 1;
      return { milestone, end, start: end - Math.max(1, milestone.effortDays) };
    });
  const first = Math.floor(Math.min(now - SHOWN.before, ...shown.map(({ start }) => start)));
  const last = Math.max(now + SHOWN.after, ...shown.map(({ end }) => end + 3));
  const xOf = (day: number) => (day - first) * CHART.dayPx;
  let y = 0;
  let rightPx = xOf(last);
  const lanes = workstreams.map((workstream): Lane => {
    const rowEnds: number[] = [];
    const placed = shown
      .filter(({ milestone }) => milestone.workstreamId === workstream.id)
      .sort((a, b) => a.start - b.start || a.milestone.id - b.milestone.id)
      .map(({ milestone, start, end }): Placed => {
        const barPx = xOf(end) - xOf(start);
        const titlePx = milestone.title.length * CHART.letterPx + 20;
        const isTitleInside = titlePx <= barPx;
        const widthPx = isTitleInside ? barPx : barPx + titlePx;
        const x = xOf(start);
        const free = rowEnds.findIndex((endPx) => endPx + CHART.gapPx <= x);
        const row = free === -1 ? rowEnds.length : free;
        rowEnds[row] = x + widthPx;
        rightPx = Math.max(rightPx, x + widthPx + CHART.gapPx);
        return { milestone, x, y: y + CHART.lanePadPx + row * CHART.rowPx, barPx, widthPx, isTitleInside };
      });
    const heightPx = Math.max(2, rowEnds.length) * CHART.rowPx + 2 * CHART.lanePadPx;
    const lane = { workstream, y, heightPx, placed };
    y += heightPx;
    return lane;
  });
  const weeks: { date: string; x: number }[] = [];
  // The first of January 1970 was a Thursday: Mondays lie four days behind a whole week.
  for (let day = first + ((((4 - first) % 7) + 7) % 7); day < last; day += 7)
    weeks.push({ date: dateOf(day), x: xOf(day) });
  return { lanes, weeks, todayX: xOf(now), widthPx: rightPx, heightPx: y };
};
