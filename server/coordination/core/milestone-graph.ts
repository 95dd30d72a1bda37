/** A milestone as its dependencies see it. */
export type Node = { id: number; dependsOn: readonly number[]; effortDays: number };

/** Finds a cycle of dependencies, each depending on the next and the last on the first; null where there is none. */
export const findCycle = (nodes: readonly Pick<Node, "id" | "dependsOn">[]): number[] | null => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const left = new Set<number>();
  for (const root of nodes) {
    const path: number[] = [];
    const onPath = new Set<number>();
    // An explicit stack: a chain may be as long as there are milestones.
    const stack: { id: number; next: number }[] = [{ id: root.id, next: 0 }];
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      if (top.next === 0) {
        if (left.has(top.id)) {
          stack.pop();
          continue;
        }
        path.push(top.id);
        onPath.add(top.id);
      }
      const before = byId.get(top.id)?.dependsOn[top.next++];
      if (before === undefined) {
        left.add(top.id);
        onPath.delete(top.id);
        path.pop();
        stack.pop();
      } else if (onPath.has(before)) return path.slice(path.indexOf(before));
      else if (byId.has(before)) stack.push({ id: before, next: 0 });
    }
  }
  return null;
};

/** Maps undelivered milestones without a cycle to their longest chain by days of work, first to last. */
export const criticalPath = (nodes: readonly Node[]): { ids: number[]; days: number } => {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const waiting = new Map(
    nodes.map(({ id, dependsOn }) => [id, new Set(dependsOn.filter((one) => byId.has(one)))]),
  );
  const followers = new Map<number, number[]>();
  for (const [id, before] of waiting)
    for (const one of before) followers.set(one, [...(followers.get(one) ?? []), id]);
  const longest = new Map<number, { days: number; before: number | null }>();
  const ready = nodes.filter(({ id }) => waiting.get(id)?.size === 0).map(({ id }) => id);
  for (const id of ready) longest.set(id, { days: byId.get(id)!.effortDays, before: null });
  for (let i = 0; i < ready.length; i++) {
    const id = ready[i]!;
    const { days } = longest.get(id)!;
    for (const next of followers.get(id) ?? []) {
      const found = days + byId.get(next)!.effortDays;
      if (found > (longest.get(next)?.days ?? Number.NEGATIVE_INFINITY))
        longest.set(next, { days: found, before: id });
      const left = waiting.get(next)!;
      left.delete(id);
      if (left.size === 0) ready.push(next);
    }
  }
  let end: number | null = null;
  for (const [id, { days }] of longest) if (end === null || days > longest.get(end)!.days) end = id;
  const days = end === null ? 0 : longest.get(end)!.days;
  const ids: number[] = [];
  for (let id = end; id !== null; id = longest.get(id)!.before) ids.unshift(id);
  return { ids, days };
};
