/** What the order of an event goes by: its number, and when it happened. */
type Numbered = { sequence: number; atMs: number };

/** The sequence of a vehicle that has told no position yet. */
export const NO_POSITION = -1;

/**
 * Whether an event has a number of its vehicle's own, which goes up from zero. What a service tells of vehicles it
 * numbers by a count of its own, below {@link NO_POSITION}: how many of one a vehicle has sent says nothing of the other.
 */
export const isOwnCount = (sequence: number): boolean => sequence >= 0;

/**
 * Whether an event comes after another of its vehicle: by its number where both are of one count, for clocks may be
 * wrong; else by when it happened, the vehicle's own after what is told of it at the same instant.
 */
export const comesAfter = (event: Numbered, other: Numbered): boolean => {
  if (other.sequence === NO_POSITION) return true;
  if (isOwnCount(event.sequence) === isOwnCount(other.sequence)) return event.sequence > other.sequence;
  return isOwnCount(event.sequence) ? event.atMs >= other.atMs : event.atMs > other.atMs;
};

/** Events of one vehicle in their order: each count in its own, and the two by when things happened. */
export const inOrder = <E extends { sequence: number; at: string }>(events: readonly E[]): E[] => {
  const bySequence = [...events].sort((a, b) => a.sequence - b.sequence);
  const own = bySequence.filter(({ sequence }) => isOwnCount(sequence));
  const told = bySequence.filter(({ sequence }) => !isOwnCount(sequence));
  if (own.length === 0 || told.length === 0) return bySequence;
  const merged: E[] = [];
  let next = 0;
  for (const event of own) {
    const atMs = Date.parse(event.at);
    for (let other = told[next]; other !== undefined && Date.parse(other.at) <= atMs; other = told[++next])
      merged.push(other);
    merged.push(event);
  }
  return [...merged, ...told.slice(next)];
};
