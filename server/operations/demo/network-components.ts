/**
 * Numbers the strongly connected components of a directed graph (Tarjan 1972, with an explicit stack):
 * maps adjacency in compressed rows to a component number per node.
 */
export function strongComponents(
  offsets: Uint32Array,
  heads: Uint32Array,
): { component: Uint32Array; count: number } {
  const n = offsets.length - 1;
  const component = new Uint32Array(n);
  const order = new Uint32Array(n); // discovery order plus one; 0 is undiscovered
  const low = new Uint32Array(n);
  const isOpen = new Uint8Array(n);
  const open = new Uint32Array(n);
  const path = new Uint32Array(n);
  const next = Uint32Array.from(offsets.subarray(0, n));
  let openCount = 0;
  let discovered = 0;
  let count = 0;
  for (let start = 0; start < n; start++) {
    if (order[start] !== 0) continue;
    let depth = 0;
    path[0] = start;
    order[start] = low[start] = ++discovered;
    open[openCount++] = start;
    isOpen[start] = 1;
    while (depth >= 0) {
      const node = path[depth]!;
      if (next[node]! < offsets[node + 1]!) {
        const head = heads[next[node]!++]!;
        if (order[head] === 0) {
          order[head] = low[head] = ++discovered;
          open[openCount++] = head;
          isOpen[head] = 1;
          path[++depth] = head;
        } else if (isOpen[head] === 1 && order[head]! < low[node]!) low[node] = order[head]!;
        continue;
      }
      if (low[node] === order[node]) {
        let member: number;
        do {
          member = open[--openCount]!;
          isOpen[member] = 0;
          component[member] = count;
        } while (member !== node);
        count++;
      }
      depth--;
      if (depth >= 0 && low[node]! < low[path[depth]!]!) low[path[depth]!] = low[node]!;
    }
  }
  return { component, count };
}
