import { type ComponentType, lazy, type ReactNode, Suspense } from "react";

/**
 * A part of a page whose code comes behind it; `waiting` stands in its place until then. It has a boundary of its own:
 * else the whole page would give way, and lose its focus.
 */
export const later = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  waiting: ReactNode = null,
) => {
  const Part = lazy(async () => ({ default: await load() }));
  return (props: Props) => (
    <Suspense fallback={waiting}>
      <Part {...props} />
    </Suspense>
  );
};
