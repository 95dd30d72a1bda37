import { sparkPath } from "#components/kpi/sparkline.tsx";

const WIDTH = 240;
const HEIGHT = 40;

/** Load that came as a line, and as a dashed one what is foretold; figures beside it say what it shows. */
export const LoadLine = ({ past, coming }: { past: readonly number[]; coming: readonly number[] }) => {
  if (past.length < 2) return null;
  const gap = (count: number) => Array.from({ length: count }, () => null);
  const came = sparkPath([...past, ...gap(coming.length)], WIDTH, HEIGHT, coming);
  // The dashed line goes on where the other ends.
  const foretold = sparkPath([...gap(past.length - 1), ...past.slice(-1), ...coming], WIDTH, HEIGHT, past);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-10 w-60 max-w-full shrink-0"
      aria-hidden
      focusable="false"
    >
      {[
        { path: came.path, dashes: undefined },
        { path: foretold.path, dashes: "3 3" },
      ].map(({ path, dashes }) => (
        <path
          key={dashes ?? "came"}
          d={path}
          fill="none"
          stroke="var(--chart-1)"
          strokeWidth={1.5}
          strokeLinejoin="round"
          strokeDasharray={dashes}
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
};
