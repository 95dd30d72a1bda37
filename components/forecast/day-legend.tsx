import type { DayChartWords } from "./day-chart.tsx";

const MARKS = [
  ["actual", "h-0.5 bg-(--chart-1)"],
  ["expected", "border-(--chart-2) border-t-2 border-dashed"],
  ["range80", "h-3 rounded-xs bg-(--chart-2)/35"],
  ["range90", "h-3 rounded-xs bg-(--chart-2)/15"],
] as const;

/** What the lines and bands of the chart of days are. */
export const DayLegend = ({ words }: { words: DayChartWords }) => (
  <ul className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
    {MARKS.map(([name, mark]) => (
      <li key={name} className="flex items-center gap-1.5">
        <span aria-hidden className={`w-4 ${mark}`} />
        {words[name]}
      </li>
    ))}
  </ul>
);
