/**
 * A binary min-heap of integer items under float keys, for items 0 to capacity-1, each held at most once.
 * Pushing an item that is held lowers its key when the new one is smaller (decrease-key). Allocates once.
 */
export class Heap {
  readonly capacity: number;
  private length = 0;
  private readonly items: Uint32Array;
  private readonly keys: Float64Array;
  /** Position of an item in the heap plus one; 0 when it is not held. */
  private readonly places: Uint32Array;

  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 0)
      throw new RangeError(`Heap: got capacity ${capacity}, expected an integer of 0 or more.`);
    this.capacity = capacity;
    this.items = new Uint32Array(capacity);
    this.keys = new Float64Array(capacity);
    this.places = new Uint32Array(capacity);
  }

  get size(): number {
    return this.length;
  }

  /** Empties the heap in time proportional to what it still holds. */
  clear(): void {
    for (let i = 0; i < this.length; i++) this.places[this.items[i]!] = 0;
    this.length = 0;
  }

  /** Adds an item, or lowers its key; a key that is not smaller than the held one changes nothing. */
  push(item: number, key: number): void {
    if (!(item >= 0 && item < this.capacity))
      throw new RangeError(`Heap.push: got item ${item}, expected 0 to ${this.capacity - 1}.`);
    let at = this.places[item]!;
    if (at === 0) at = this.length++;
    else if (key >= this.keys[--at]!) return;
    // Sift up: parents move down until the key fits.
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.keys[parent]! <= key) break;
      this.put(at, this.items[parent]!, this.keys[parent]!);
      at = parent;
    }
    this.put(at, item, key);
  }

  /** The smallest key; Infinity when empty. */
  peekKey(): number {
    return this.length === 0 ? Number.POSITIVE_INFINITY : this.keys[0]!;
  }

  /** Removes the item of the smallest key and returns it; -1 when empty. */
  pop(): number {
    if (this.length === 0) return -1;
    const top = this.items[0]!;
    this.places[top] = 0;
    const n = --this.length;
    if (n === 0) return top;
    const item = this.items[n]!;
    const key = this.keys[n]!;
    let at = 0;
    const firstLeaf = n >> 1;
    while (at < firstLeaf) {
      let child = 2 * at + 1;
      if (child + 1 < n && this.keys[child + 1]! < this.keys[child]!) child++;
      if (this.keys[child]! >= key) break;
      this.put(at, this.items[child]!, this.keys[child]!);
      at = child;
    }
    this.put(at, item, key);
    return top;
  }

  private put(at: number, item: number, key: number): void {
    this.items[at] = item;
    this.keys[at] = key;
    this.places[item] = at + 1;
  }
}
