import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSchedule, type Schedule, type Ticket } from "#server/llm/core/schedule.ts";

const FORGET_MS = 60_000;
const schedule = (sequences: number, queueLimit = 100): Schedule =>
  createSchedule({ sequences: () => sequences, queueLimit: () => queueLimit, forgetMs: FORGET_MS });

const permutations = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, at) =>
        permutations([...items.slice(0, at), ...items.slice(at + 1)]).map((rest) => [item, ...rest]),
      );

describe("the schedule", () => {
  it("meets all deadlines on one sequence wherever any order does", () => {
    const jobs = fc.array(
      fc.record({ ms: fc.integer({ min: 1, max: 9 }), deadlineAt: fc.integer({ min: 1, max: 40 }) }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(jobs, (list) => {
        const meets = (order: readonly (typeof list)[number][]): boolean => {
          let at = 0;
          return order.every(({ ms, deadlineAt }) => {
            at += ms;
            return at <= deadlineAt;
          });
        };
        const isFeasible = permutations(list).some(meets);
        const plan = schedule(1);
        for (const [id, { deadlineAt }] of list.entries())
          plan.offer({ id, user: `user ${id}`, deadlineAt }, 0);
        const order: (typeof list)[number][] = [];
        let now = 0;
        for (;;) {
          const { started, late } = plan.next(now);
          if (isFeasible) expect(late).toEqual([]);
          const [ticket] = started;
          const job = ticket === undefined ? undefined : list[ticket.id];
          if (ticket === undefined || job === undefined) break;
          order.push(job);
          now += job.ms;
          plan.end(ticket.id, now, false);
        }
        if (isFeasible) expect(meets(order) && order.length === list.length).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  /** What happens to a schedule: someone asks, someone leaves, one of those that run ends; time goes on. */
  const events = fc.array(
    fc.record({
      do: fc.constantFrom("ask", "ask", "ask", "end", "end", "leave"),
      user: fc.constantFrom("ann", "ann", "ann", "bob", "cleo"),
      budgetMs: fc.integer({ min: 1, max: 400 }),
      pick: fc.nat({ max: 1_000 }),
      passMs: fc.integer({ min: 0, max: 60 }),
      isAnswered: fc.boolean(),
    }),
    { maxLength: 120 },
  );

  it("keeps its bounds, loses nobody, and always takes the most urgent of who has least running", () => {
    fc.assert(
      fc.property(
        events,
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 10 }),
        (list, sequences, limit) => {
          const plan = schedule(sequences, limit);
          // The oracle keeps plain lists and looks at every pair.
          let waiting: Ticket[] = [];
          let running: Ticket[] = [];
          const outcome = new Map<number, string>();
          const settle = (id: number, how: string) => {
            expect(outcome.has(id)).toBe(false);
            outcome.set(id, how);
          };
          const loadOf = (user: string, among: readonly Ticket[]) =>
            among.filter((ticket) => ticket.user === user).length;
          let [now, nextId, admitted] = [0, 0, 0];
          for (const event of list) {
            now += event.passMs;
            if (event.do === "ask") {
              const ticket = { id: nextId++, user: event.user, deadlineAt: now + event.budgetMs };
              const before = [...waiting];
              const answer = plan.offer(ticket, now);
              if (answer.isAdmitted) {
                admitted++;
                if (answer.evicted !== null) {
                  const { user, id } = answer.evicted;
                  // Only who holds more than the newcomer gives way, and only where there is no room.
                  expect(before.length).toBeGreaterThanOrEqual(limit);
                  expect(loadOf(user, before)).toBeGreaterThan(loadOf(ticket.user, before) + 1);
                  settle(id, "evicted");
                  waiting = waiting.filter((each) => each.id !== id);
                }
                waiting.push(ticket);
              } else if (answer.reason === "full") expect(before.length).toBeGreaterThanOrEqual(limit);
              else expect(now + answer.waitMs).toBeGreaterThanOrEqual(ticket.deadlineAt);
            }
            if (event.do === "leave" && waiting.length > 0) {
              const ticket = waiting[event.pick % waiting.length] as Ticket;
              expect(plan.leave(ticket.id)).toBe(true);
              settle(ticket.id, "left");
              waiting = waiting.filter((each) => each !== ticket);
            }
            if (event.do === "end" && running.length > 0) {
              const ticket = running[event.pick % running.length] as Ticket;
              plan.end(ticket.id, now, event.isAnswered);
              settle(ticket.id, "ended");
              running = running.filter((each) => each !== ticket);
            }
            const { started, late } = plan.next(now);
            for (const ticket of late) {
              expect(ticket.deadlineAt).toBeLessThanOrEqual(now);
              settle(ticket.id, "late");
              waiting = waiting.filter((each) => each.id !== ticket.id);
            }
            for (const ticket of started) {
              expect(ticket.deadlineAt).toBeGreaterThan(now);
              waiting = waiting.filter((each) => each.id !== ticket.id);
              for (const other of waiting) {
                const [own, others] = [loadOf(ticket.user, running), loadOf(other.user, running)];
                const isPassedOver = others < own || (others === own && other.deadlineAt < ticket.deadlineAt);
                // Passed over is only who has less time left than the one that began.
                if (isPassedOver) expect(other.deadlineAt).toBeLessThan(ticket.deadlineAt);
              }
              running.push(ticket);
            }
            expect(waiting.length).toBeLessThanOrEqual(Math.max(limit, 1));
            expect(running.length).toBeLessThanOrEqual(sequences);
            // With nothing running, somebody begins.
            if (waiting.length > 0) expect(running.length).toBeGreaterThan(0);
            expect(plan.state()).toMatchObject({ waiting: waiting.length, running: running.length });
          }
          expect(outcome.size + waiting.length + running.length).toBe(admitted);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("starves nobody: however many one user asks, another waits for one answer at most", () => {
    const plan = schedule(2);
    for (let id = 0; id < 50; id++) plan.offer({ id, user: "ann", deadlineAt: 1_000 + id }, 0);
    expect(plan.next(0).started.map(({ id }) => id)).toEqual([0, 1]);
    plan.offer({ id: 100, user: "bob", deadlineAt: 90_000 }, 1);
    expect(plan.next(1).started).toEqual([]);
    plan.end(0, 2, false);
    expect(plan.next(2).started.map(({ user }) => user)).toEqual(["bob"]);
  });

  it("lets who holds most of a full queue make way, and refuses who holds as much as anybody", () => {
    const plan = schedule(1, 3);
    plan.offer({ id: 0, user: "ann", deadlineAt: 500 }, 0);
    plan.next(0);
    for (const id of [1, 2, 3]) plan.offer({ id, user: "ann", deadlineAt: 500 + id }, 0);
    expect(plan.offer({ id: 4, user: "ann", deadlineAt: 400 }, 0)).toMatchObject({ isAdmitted: false });
    expect(plan.offer({ id: 5, user: "bob", deadlineAt: 900 }, 0)).toMatchObject({
      isAdmitted: true,
      evicted: { id: 3, user: "ann" },
    });
    expect(plan.offer({ id: 6, user: "cleo", deadlineAt: 900 }, 0)).toMatchObject({
      isAdmitted: true,
      evicted: { id: 2 },
    });
    expect(plan.offer({ id: 7, user: "dora", deadlineAt: 900 }, 0)).toEqual({
      isAdmitted: false,
      reason: "full",
      waitMs: 0,
    });
  });

  it("says how long a refused request would have waited", () => {
    const plan = schedule(2, 4);
    plan.offer({ id: 0, user: "a", deadlineAt: 10_000 }, 0);
    plan.next(0);
    plan.end(0, 300, true);
    for (const id of [1, 2, 3, 4, 5, 6]) {
      plan.offer({ id, user: `user ${id}`, deadlineAt: 10_000 }, 300);
      plan.next(300);
    }
    // Two run and four wait: the fifth would be in the third pair to begin.
    expect(plan.offer({ id: 7, user: "g", deadlineAt: 10_000 }, 300)).toEqual({
      isAdmitted: false,
      reason: "full",
      waitMs: 900,
    });
    expect(plan.offer({ id: 8, user: "h", deadlineAt: 500 }, 300)).toMatchObject({
      isAdmitted: false,
      reason: "late",
      waitMs: 300,
    });
  });

  it("runs fewer at once where more took longer than there is time, and tries again later", () => {
    const plan = schedule(4);
    const ask = (id: number, now: number) =>
      plan.offer({ id, user: `user ${id}`, deadlineAt: now + 1_000 }, now);
    ask(0, 0);
    ask(1, 0);
    plan.next(0);
    plan.end(0, 400, true);
    plan.end(1, 1_900, true);
    ask(2, 2_000);
    ask(3, 2_000);
    // Alone 400 ms, two at once 1.9 s: the second would not make it in its second, and would keep the first from it.
    expect(plan.next(2_000).started.map(({ id }) => id)).toEqual([2]);
    plan.end(2, 2_400, true);
    expect(plan.next(2_400).started.map(({ id }) => id)).toEqual([3]);
    plan.end(3, 2_800, true);
    const later = 2_800 + FORGET_MS;
    ask(4, later);
    ask(5, later);
    expect(plan.next(later).started).toHaveLength(2);
  });
});
