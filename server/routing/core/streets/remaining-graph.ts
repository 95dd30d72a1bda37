/**
 * The part of a directed graph that is not contracted yet. Arcs lie in columns and hang in two lists each, of
 * their tail and of their head; a contracted node keeps its own lists, which then hold its arcs to nodes that
 * stayed longer. There is at most one arc from one node to another.
 */
export class RemainingGraph {
  /** How many arcs there are. */
  size = 0;
  readonly firstOut: Int32Array;
  readonly firstIn: Int32Array;
  tail: Int32Array;
  head: Int32Array;
  cost: Float64Array;
  /** How many streets an arc stands for. */
  hops: Int32Array;
  /** The two arcs a shortcut stands for; a street has its own number in `first` and -1 in `second`. */
  first: Int32Array;
  second: Int32Array;
  nextOut: Int32Array;
  nextIn: Int32Array;

  constructor(nodes: number, expectedArcs: number) {
    this.firstOut = new Int32Array(nodes).fill(-1);
    this.firstIn = new Int32Array(nodes).fill(-1);
    this.tail = new Int32Array(expectedArcs);
    this.head = new Int32Array(expectedArcs);
    this.cost = new Float64Array(expectedArcs);
    this.hops = new Int32Array(expectedArcs);
    this.first = new Int32Array(expectedArcs);
    this.second = new Int32Array(expectedArcs);
    this.nextOut = new Int32Array(expectedArcs);
    this.nextIn = new Int32Array(expectedArcs);
  }

  /** Adds an arc, or makes the one between the same nodes cheaper; a dearer one changes nothing. */
  connect(tail: number, head: number, cost: number, hops: number, first: number, second: number): void {
    if (tail === head) return;
    let a = this.firstOut[tail]!;
    while (a >= 0 && this.head[a] !== head) a = this.nextOut[a]!;
    if (a < 0) a = this.append(tail, head);
    else if (cost >= this.cost[a]!) return;
    // No shortcut stands for an arc whose nodes both remain, so it can be written over.
    this.cost[a] = cost;
    this.hops[a] = hops;
    this.first[a] = first;
    this.second[a] = second;
  }

  /** Takes a node out of the lists of its neighbours. */
  detach(node: number): void {
    for (let a = this.firstOut[node]!; a >= 0; a = this.nextOut[a]!)
      unhook(this.firstIn, this.nextIn, this.head[a]!, a);
    for (let a = this.firstIn[node]!; a >= 0; a = this.nextIn[a]!)
      unhook(this.firstOut, this.nextOut, this.tail[a]!, a);
  }

  private append(tail: number, head: number): number {
    if (this.size === this.tail.length) this.grow();
    const a = this.size++;
    this.tail[a] = tail;
    this.head[a] = head;
    this.nextOut[a] = this.firstOut[tail]!;
    this.firstOut[tail] = a;
    this.nextIn[a] = this.firstIn[head]!;
    this.firstIn[head] = a;
    return a;
  }

  private grow(): void {
    const capacity = Math.max(16, 2 * this.size);
    const wider = (column: Int32Array): Int32Array => {
      const copy = new Int32Array(capacity);
      copy.set(column);
      return copy;
    };
    this.tail = wider(this.tail);
    this.head = wider(this.head);
    this.hops = wider(this.hops);
    this.first = wider(this.first);
    this.second = wider(this.second);
    this.nextOut = wider(this.nextOut);
    this.nextIn = wider(this.nextIn);
    const cost = new Float64Array(capacity);
    cost.set(this.cost);
    this.cost = cost;
  }
}

function unhook(firsts: Int32Array, nexts: Int32Array, node: number, arc: number): void {
  let a = firsts[node]!;
  if (a === arc) {
    firsts[node] = nexts[arc]!;
    return;
  }
  while (nexts[a] !== arc) a = nexts[a]!;
  nexts[a] = nexts[arc]!;
}
