/** What a route's time goes to, in words. */
const PARTS = {
  startLateS: "it starts late",
  serviceS: "service at the stops takes longer",
  transitS: "driving takes longer",
  disposalS: "disposal takes longer",
  idleS: "it stands longer",
} as const;

type Part = keyof typeof PARTS;
type Day = Record<Part, number> & { lateS: number };

const mean = (days: readonly Day[], part: Part): number =>
  days.reduce((sum, day) => sum + day[part], 0) / days.length;

/**
 * Why a route ends late where it does: the part of its time that differs most between its late days and the others;
 * null where it has none of either, or nothing differs by a minute.
 */
export const lateReason = (days: readonly Day[], lateFromS: number): string | null => {
  const late = days.filter(({ lateS }) => lateS >= lateFromS);
  const others = days.filter(({ lateS }) => lateS < lateFromS);
  if (late.length === 0 || others.length === 0) return null;
  const [most] = (Object.keys(PARTS) as Part[])
    .map((part) => ({ part, moreS: mean(late, part) - mean(others, part) }))
    .sort((a, b) => b.moreS - a.moreS);
  if (!most || most.moreS < 60) return null;
  return `on its late days ${PARTS[most.part]}, by ${Math.round(most.moreS / 60)} min`;
};
