/** Maps values to the points of a line in a box of `width` by `height`; gaps are where values are unknown. */
export const sparkPath = (
  values: readonly (number | null)[],
  width: number,
  height: number,
  also: readonly (number | null)[] = [],
): { path: string; yOf: (value: number) => number; last: [x: number, y: number] | null } => {
  const known = [...values, ...also].filter((value): value is number => value !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low || 1;
  const yOf = (value: number) => Math.round((height - 2 - ((value - low) / span) * (height - 4)) * 10) / 10;
  const step = values.length > 1 ? (width - 4) / (values.length - 1) : 0;
  let path = "";
  let isDrawing = false;
  let last: [number, number] | null = null;
  for (const [i, value] of values.entries()) {
    if (value === null) {
      isDrawing = false;
      continue;
    }
    const x = Math.round((2 + i * step) * 10) / 10;
    path += `${isDrawing ? "L" : "M"}${x} ${yOf(value)}`;
    isDrawing = true;
    last = [x, yOf(value)];
  }
  return { path, yOf, last };
};

const WIDTH = 120;
const HEIGHT = 32;

/** A line as small as a word, with the target as a dashed one; figures beside it say what it shows. */
export const Sparkline = ({
  values,
  target,
  className,
}: {
  values: readonly (number | null)[];
  target: number | null;
  className?: string;
}) => {
  if (values.every((value) => value === null)) return null;
  const { path, yOf, last } = sparkPath(values, WIDTH, HEIGHT, [target]);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={className}
      aria-hidden
      focusable="false"
    >
      {target === null ? null : (
        <line
          x1={0}
          x2={WIDTH}
          y1={yOf(target)}
          y2={yOf(target)}
          stroke="var(--chart-6)"
          strokeWidth={1}
          strokeDasharray="3 3"
          vectorEffect="non-scaling-stroke"
        />
      )}
      <path
        d={path}
        fill="none"
        stroke="var(--chart-1)"
        strokeWidth={1.5}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
      {last ? <circle cx={last[0]} cy={last[1]} r={2} fill="var(--chart-1)" /> : null}
    </svg>
  );
};
