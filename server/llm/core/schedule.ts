/** A request that waits for a sequence. */
export type Ticket = {
  id: number;
  /** Whose turn it is: those who have least running go first. */
  user: string;
  deadlineAt: number;
};

/** Whether a request may wait, and who had to go for it; or how long it would have waited. */
export type Admission =
  | { isAdmitted: true; evicted: Ticket | null }
  | { isAdmitted: false; reason: "full" | "late"; waitMs: number };

/** How often a new duration moves the typical one. */
const WEIGHT = 0.2;

type Duration = { ms: number; at: number };
type Running = Ticket & { startedAt: number; width: number };

/**
 * Decides which requests a model works on at once, on a clock that is told. The next is the most urgent of those whose
 * user has least running; so nobody waits behind another's many, and each only behind earlier deadlines. As many run
 * together as there are sequences, unless so many at once have lately taken longer than the next one has.
 */
export const createSchedule = ({
  sequences,
  queueLimit,
  forgetMs,
}: {
  sequences: () => number;
  /** Requests that may wait; one more makes way for it, or is refused. */
  queueLimit: () => number;
  /** How long a measured duration is believed: what was slow once is tried again. */
  forgetMs: number;
}) => {
  const waiting = new Map<number, Ticket>();
  const running = new Map<number, Running>();
  // By how many ran at once.
  const durations = new Map<number, Duration>();
  let typical: Duration | null = null;

  const countOf = (tickets: Iterable<Ticket>, user: string): number => {
    let count = 0;
    for (const ticket of tickets) if (ticket.user === user) count++;
    return count;
  };
  const isFresh = (duration: Duration | null | undefined, now: number): duration is Duration =>
    duration !== null && duration !== undefined && now - duration.at <= forgetMs;

  /** How long a request takes among so many at once: as measured there, or at the nearest fewer. */
  const expectedMs = (width: number, now: number): number => {
    for (let each = width; each >= 1; each--) {
      const known = durations.get(each);
      if (isFresh(known, now)) return known.ms;
    }
    return 0;
  };

  const waitMs = (ahead: number, now: number): number => {
    const width = Math.max(1, sequences());
    const free = width - running.size;
    if (free > ahead || !isFresh(typical, now)) return 0;
    return Math.ceil((ahead + 1 - Math.max(0, free)) / width) * typical.ms;
  };

  const byUrgency = (): Ticket[] => {
    const load = new Map<string, number>();
    for (const { user } of running.values()) load.set(user, (load.get(user) ?? 0) + 1);
    return [...waiting.values()].sort(
      (a, b) =>
        (load.get(a.user) ?? 0) - (load.get(b.user) ?? 0) || a.deadlineAt - b.deadlineAt || a.id - b.id,
    );
  };

  /** The last in turn of the user who has most waiting, if that is more than the newcomer would then have. */
  const evictable = (newcomer: Ticket): Ticket | null => {
    const counts = new Map<string, number>();
    for (const { user } of waiting.values()) counts.set(user, (counts.get(user) ?? 0) + 1);
    const most = Math.max(0, ...counts.values());
    if (most <= (counts.get(newcomer.user) ?? 0) + 1) return null;
    const greedy = [...waiting.values()].filter(({ user }) => counts.get(user) === most);
    greedy.sort((a, b) => b.deadlineAt - a.deadlineAt || b.id - a.id);
    return greedy[0] ?? null;
  };

  return {
    /** Lets a request wait, or says how long it would have to. */
    offer(ticket: Ticket, now: number): Admission {
      let ahead = 0;
      for (const { deadlineAt } of waiting.values()) if (deadlineAt <= ticket.deadlineAt) ahead++;
      const wait = waitMs(ahead, now);
      if (now + wait >= ticket.deadlineAt) return { isAdmitted: false, reason: "late", waitMs: wait };
      let evicted: Ticket | null = null;
      const hasRoom = waiting.size < queueLimit() || (waiting.size === 0 && running.size < sequences());
      if (!hasRoom) {
        evicted = evictable(ticket);
        if (evicted === null) return { isAdmitted: false, reason: "full", waitMs: waitMs(waiting.size, now) };
        waiting.delete(evicted.id);
      }
      waiting.set(ticket.id, ticket);
      return { isAdmitted: true, evicted };
    },
    /** Takes those that begin now; `late` are those whose time is over before they began. */
    next(now: number): { started: Ticket[]; late: Ticket[] } {
      const late = [...waiting.values()].filter(({ deadlineAt }) => deadlineAt <= now);
      for (const { id } of late) waiting.delete(id);
      const started: Ticket[] = [];
      while (running.size < sequences() && waiting.size > 0) {
        const width = running.size + 1;
        const needed = width === 1 ? 0 : expectedMs(width, now);
        const ticket = byUrgency().find(({ deadlineAt }) => deadlineAt - now >= needed);
        if (ticket === undefined) break;
        waiting.delete(ticket.id);
        running.set(ticket.id, { ...ticket, startedAt: now, width });
        started.push(ticket);
      }
      return { started, late };
    },
    /** Notes that a request ended; only one that was answered says how long they take. */
    end(id: number, now: number, isAnswered: boolean): void {
      const ticket = running.get(id);
      if (ticket === undefined) return;
      running.delete(id);
      if (!isAnswered) return;
      const ms = now - ticket.startedAt;
      const moved = (known: Duration | null | undefined): Duration =>
        isFresh(known, now) ? { ms: known.ms + WEIGHT * (ms - known.ms), at: now } : { ms, at: now };
      durations.set(ticket.width, moved(durations.get(ticket.width)));
      typical = moved(typical);
    },
    /** Takes back a request that waits; false where it no longer did. */
    leave: (id: number): boolean => waiting.delete(id),
    /** How many wait and run, and how long one takes. */
    state: (user?: string) => ({
      waiting: user === undefined ? waiting.size : countOf(waiting.values(), user),
      running: user === undefined ? running.size : countOf(running.values(), user),
      typicalMs: typical?.ms ?? null,
    }),
  };
};
/** Which requests a model works on at once. */
export type Schedule = ReturnType<typeof createSchedule>;
