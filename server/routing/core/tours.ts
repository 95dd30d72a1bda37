/** What a plain problem is made of: stops 0 to n-1 and one depot, place n of the tables, which are row-major. */
export type PlainTables = {
  stops: number;
  /** From row to column. */
  distance: Int32Array | Float64Array;
  /** From column to row: the way to a stop lies in one row too. The same array where ways are symmetric. */
  distanceTo: Int32Array | Float64Array;
  seconds: Int32Array | Float64Array;
  secondsTo: Int32Array | Float64Array;
  amount: Float64Array;
  capacity: number;
  mostTours: number;
  /** Null where no stop has a window that could bind. */
  windows: { early: Float64Array; late: Float64Array; service: Float64Array } | null;
  opens: number;
  closes: number;
  /** Cost of a stop that is left out. */
  absence: number;
};

// A long way, in mean ways.
const LONG = 3;

/** A copy of tours that can be put back. */
export type Snapshot = { next: Int32Array; tour: Int32Array; cost: number };

/**
 * Tours of identical vehicles around one depot as linked lists in flat arrays. Node n + t is the depot of tour t, its
 * start and its end. Removing and inserting take constant time and are logged, so that a rejected step is undone by
 * walking the log back instead of copying the plan.
 */
export class Tours {
  readonly tables: PlainTables;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** Distance from a node to its next. */
  readonly edge: Float64Array;
  /** The longest way between a stop and a stop beside it: what a detour there saves at most; -Infinity where none is. */
  readonly reach: Float64Array;
  /** Whether a stop is the first or the last of its tour. */
  readonly isOuter: Uint8Array;
  /** Few ways between two stops are longer. */
  long = Number.POSITIVE_INFINITY;
  /** The tour of a node; -1 while it is left out. */
  readonly tour: Int32Array;
  readonly load: Float64Array;
  readonly size: Int32Array;
  /** Earliest departure from a node, and latest start at it that keeps the rest of its tour in time. */
  readonly leaves: Float64Array;
  readonly latest: Float64Array;
  /** Stops that are left out; the first `absentCount` count. */
  readonly absent: Int32Array;
  absentCount = 0;
  distance = 0;
  used = 0;
  /** Largest number of changes between two calls of `commit`. */
  private readonly logNode: Int32Array;
  /** The node before it where it was removed; -1 - its tour where it was inserted. */
  private readonly logAfter: Int32Array;
  private logCount = 0;
  /** By tour: the undo that timed it last. */
  private readonly timed: Int32Array;
  private stamp = 0;
  private readonly spare: Int32Array;
  private readonly isSpare: Uint8Array;
  private spareCount = 0;

  constructor(tables: PlainTables) {
    const { stops: n, mostTours } = tables;
    this.tables = tables;
    const nodes = n + mostTours;
    this.next = new Int32Array(nodes);
    this.prev = new Int32Array(nodes);
    this.edge = new Float64Array(nodes);
    this.reach = new Float64Array(nodes);
    this.isOuter = new Uint8Array(nodes);
    this.tour = new Int32Array(nodes).fill(-1);
    this.load = new Float64Array(mostTours);
    this.size = new Int32Array(mostTours);
    this.leaves = new Float64Array(nodes);
    this.latest = new Float64Array(nodes);
    this.absent = new Int32Array(n);
    // A step removes and inserts each stop at most once; the first one inserts all.
    this.logNode = new Int32Array(2 * n + 2);
    this.logAfter = new Int32Array(2 * n + 2);
    this.timed = new Int32Array(mostTours);
    this.spare = new Int32Array(mostTours);
    this.isSpare = new Uint8Array(mostTours);
    this.clear();
  }

  /** All stops left out, all tours empty. */
  clear(): void {
    const { stops: n, mostTours, opens, closes } = this.tables;
    this.tour.fill(-1);
    this.reach.fill(Number.NEGATIVE_INFINITY);
    this.isOuter.fill(0);
    this.long = Number.POSITIVE_INFINITY;
    this.load.fill(0);
    this.size.fill(0);
    this.spareCount = 0;
    for (let t = mostTours - 1; t >= 0; t--) {
      const depot = n + t;
      this.next[depot] = depot;
      this.prev[depot] = depot;
      this.edge[depot] = 0;
      this.tour[depot] = t;
      this.leaves[depot] = opens;
      this.latest[depot] = closes;
      this.spare[this.spareCount++] = t;
      this.isSpare[t] = 1;
    }
    for (let i = 0; i < n; i++) this.absent[i] = i;
    this.absentCount = n;
    this.distance = 0;
    this.used = 0;
    this.logCount = 0;
  }

  cost(): number {
    return this.distance + this.absentCount * this.tables.absence;
  }

  /** A tour without stops; -1 where every one is used. */
  emptyTour(): number {
    while (this.spareCount > 0) {
      const t = this.spare[this.spareCount - 1]!;
      if (this.size[t] === 0) return t;
      this.spareCount--;
      this.isSpare[t] = 0;
    }
    return -1;
  }

  /** Notes anew what a detour from a stop can save, after one of its neighbours changed. */
  private measure(node: number): void {
    const n = this.tables.stops;
    const before = this.prev[node]!;
    const into = before < n ? this.edge[before]! : Number.NEGATIVE_INFINITY;
    const out = this.next[node]! < n ? this.edge[node]! : Number.NEGATIVE_INFINITY;
    this.reach[node] = Math.max(into, out);
    this.isOuter[node] = before >= n || this.next[node]! >= n ? 1 : 0;
  }

  /** Finds anew what is a long way between two stops: few ways of the tours are longer. */
  measureLong(): void {
    const { reach } = this;
    let sum = 0;
    let count = 0;
    for (let node = 0; node < this.tables.stops; node++) {
      if (reach[node]! < 0) continue;
      sum += reach[node]!;
      count++;
    }
    this.long = count === 0 ? Number.POSITIVE_INFINITY : (LONG * sum) / count;
  }

  private unlink(node: number): void {
    const n = this.tables.stops;
    const before = this.prev[node]!;
    const after = this.next[node]!;
    const from = Math.min(before, n);
    const to = Math.min(after, n);
    const joined = from === to ? 0 : this.tables.distance[from * (n + 1) + to]!;
    this.distance += joined - this.edge[before]! - this.edge[node]!;
    this.edge[before] = joined;
    this.next[before] = after;
    this.prev[after] = before;
    this.reach[node] = Number.NEGATIVE_INFINITY;
    this.isOuter[node] = 0;
    if (before < n) this.measure(before);
    if (after < n) this.measure(after);
    const t = this.tour[node]!;
    this.tour[node] = -1;
    this.load[t] = this.load[t]! - this.tables.amount[node]!;
    const left = this.size[t]! - 1;
    this.size[t] = left;
    if (left === 0) this.emptied(t);
  }

  private emptied(t: number): void {
    this.load[t] = 0;
    this.used--;
    if (this.isSpare[t] === 1) return;
    this.isSpare[t] = 1;
    this.spare[this.spareCount++] = t;
  }

  private link(node: number, before: number): void {
    const { stops: n, distance, amount } = this.tables;
    const after = this.next[before]!;
    const row = node * (n + 1);
    const into = this.tables.distanceTo[row + Math.min(before, n)]!;
    const out = distance[row + Math.min(after, n)]!;
    this.distance += into + out - this.edge[before]!;
    this.edge[before] = into;
    this.edge[node] = out;
    this.next[before] = node;
    this.prev[node] = before;
    this.next[node] = after;
    this.prev[after] = node;
    this.measure(node);
    if (before < n) this.measure(before);
    if (after < n) this.measure(after);
    const t = this.tour[before]!;
    this.tour[node] = t;
    this.load[t] = this.load[t]! + amount[node]!;
    const count = this.size[t]! + 1;
    this.size[t] = count;
    if (count === 1) this.used++;
  }

  /** Takes a stop out of its tour; times of the tour are to be computed again afterwards (`retime`). */
  remove(node: number): void {
    this.logNode[this.logCount] = node;
    this.logAfter[this.logCount++] = this.prev[node]!;
    this.unlink(node);
    this.absent[this.absentCount++] = node;
  }

  /** Puts a stop that is left out behind a node; the caller takes it off `absent`. */
  insert(node: number, before: number): void {
    this.logNode[this.logCount] = node;
    this.logAfter[this.logCount++] = -1 - this.tour[before]!;
    this.link(node, before);
    if (this.tables.windows !== null) this.retimeAround(node);
  }

  /**
   * Makes a tour of the first `count` stops of a list, outside the log; the caller changes the distance, and every stop
   * that another tour loses must come into one by another call.
   */
  rewrite(t: number, stops: Int32Array, count: number): void {
    const { stops: n, distance, distanceTo, amount } = this.tables;
    const { next, prev, edge, tour } = this;
    const depot = n + t;
    let before = depot;
    let load = 0;
    for (let i = 0; i < count; i++) {
      const node = stops[i]!;
      edge[before] = distanceTo[node * (n + 1) + Math.min(before, n)]!;
      next[before] = node;
      prev[node] = before;
      tour[node] = t;
      load += amount[node]!;
      before = node;
    }
    edge[before] = count === 0 ? 0 : distance[before * (n + 1) + n]!;
    next[before] = depot;
    prev[depot] = before;
    for (let i = 0; i < count; i++) this.measure(stops[i]!);
    this.load[t] = load;
    if (this.size[t] === 0 && count > 0) this.used++;
    this.size[t] = count;
    if (count === 0) this.emptied(t);
    this.retime(t);
  }

  /** Makes the changes since the last commit final. */
  commit(): void {
    this.logCount = 0;
  }

  /** Takes back every change since the last commit, newest first; `absent` must be put back by the caller. */
  undo(): void {
    for (let i = this.logCount - 1; i >= 0; i--) {
      const after = this.logAfter[i]!;
      if (after < 0) this.unlink(this.logNode[i]!);
      else this.link(this.logNode[i]!, after);
    }
    if (this.tables.windows !== null) {
      const stamp = ++this.stamp;
      for (let i = 0; i < this.logCount; i++) {
        const after = this.logAfter[i]!;
        const t = after < 0 ? -1 - after : this.tour[this.logNode[i]!]!;
        if (this.timed[t] === stamp) continue;
        this.timed[t] = stamp;
        this.retime(t);
      }
    }
    this.logCount = 0;
  }

  /** Computes all times of a tour again. */
  retime(t: number): void {
    const { windows, stops: n, seconds, opens, closes } = this.tables;
    if (windows === null) return;
    const { early, late, service } = windows;
    const width = n + 1;
    const { next, prev, leaves, latest } = this;
    const depot = n + t;
    let from = n;
    let clock = opens;
    for (let node = next[depot]!; node < n; node = next[node]!) {
      const arrives = clock + seconds[from * width + node]!;
      const starts = early[node]!;
      clock = Math.max(arrives, starts) + service[node]!;
      leaves[node] = clock;
      from = node;
    }
    let to = n;
    clock = closes;
    for (let node = prev[depot]!; node < n; node = prev[node]!) {
      const by = clock - seconds[node * width + to]! - service[node]!;
      const ends = late[node]!;
      clock = Math.min(by, ends);
      latest[node] = clock;
      to = node;
    }
  }

  private retimeAround(node: number): void {
    const { stops: n, seconds } = this.tables;
    const { early, late, service } = this.tables.windows!;
    const width = n + 1;
    const { next, prev, leaves, latest } = this;
    let before = prev[node]!;
    for (let at = node; at < n; at = next[at]!) {
      const arrives = leaves[before]! + seconds[Math.min(before, n) * width + at]!;
      const starts = early[at]!;
      const clock = Math.max(arrives, starts) + service[at]!;
      if (at !== node && clock === leaves[at]!) break;
      leaves[at] = clock;
      before = at;
    }
    let after = next[node]!;
    for (let at = node; at < n; at = prev[at]!) {
      const by = latest[after]! - seconds[at * width + Math.min(after, n)]! - service[at]!;
      const ends = late[at]!;
      const clock = Math.min(by, ends);
      if (at !== node && clock === latest[at]!) break;
      latest[at] = clock;
      after = at;
    }
  }

  /** Copies the tours into a snapshot. */
  saveInto(snapshot: Snapshot): void {
    snapshot.next.set(this.next);
    snapshot.tour.set(this.tour);
    snapshot.cost = this.cost();
  }

  /** An empty snapshot of the right size. */
  snapshot(): Snapshot {
    return {
      next: new Int32Array(this.next.length),
      tour: new Int32Array(this.tour.length),
      cost: Number.POSITIVE_INFINITY,
    };
  }

  /** Takes up the tours of a snapshot. */
  restore({ next, tour }: Snapshot): void {
    const { stops: n, mostTours } = this.tables;
    this.clear();
    for (let t = 0; t < mostTours; t++)
      for (let before = n + t, node = next[before]!; node < n; before = node, node = next[node]!)
        this.link(node, before);
    for (let t = 0; t < mostTours; t++) this.retime(t);
    this.absentCount = 0;
    for (let i = 0; i < n; i++) if (tour[i]! < 0) this.absent[this.absentCount++] = i;
  }
}
