import type { Priority } from "#server/external/core/call.ts";
import type { Clock } from "#server/external/core/clock.ts";
import { AppError } from "#server/lib/errors.ts";

/** Who asks to send a request. */
export type Ticket = { units: number; priority: Priority; sinceMs: number; untilMs: number };

/** What keeps a request: so many milliseconds, until something else ends (null), or for good, by an error. */
export type Hindrance = { waitMs: number | null } | { error: AppError };

type Waiting = Ticket & { go: () => void; refuse: (error: AppError) => void; forget: () => void };

// Cheap requests pass a dear one that must wait for quota, but only from so far behind.
const LOOKED_AT = 32;

/**
 * The line before a service: whoever has a person behind it first, in order; each goes when nothing hinders it, and is
 * refused at once where what hinders it will outlast its caller.
 */
export const createAdmission = ({
  clock,
  hindranceOf,
  taken,
  name,
}: {
  clock: Pick<Clock, "elapsedMs" | "after">;
  /** Null where the request may leave now. */
  hindranceOf: (ticket: Ticket, running: number) => Hindrance | null;
  /** Told of each that may leave, before anybody else is looked at. */
  taken: (ticket: Ticket) => void;
  name: string;
}) => {
  const lines: Record<Priority, Waiting[]> = { now: [], "off-peak": [] };
  let running = 0;
  let cancelWake: (() => void) | null = null;

  const late = (): AppError =>
    new AppError("TIMEOUT", `${name}: waited in line until the caller's time was up`);

  const wakeIn = (ms: number): void => {
    cancelWake?.();
    cancelWake = clock.after(Math.max(1, ms), () => {
      cancelWake = null;
      pump();
    });
  };

  /** Sees to one line; maps to the milliseconds until it is worth looking again. */
  const seeTo = (line: Waiting[]): number => {
    let soonestMs = Number.POSITIVE_INFINITY;
    for (let at = 0, looked = 0; at < line.length && looked < LOOKED_AT; ) {
      const ticket = line[at];
      if (ticket === undefined) break;
      const hindrance = hindranceOf(ticket, running);
      const leave = (): void => {
        line.splice(at, 1);
        ticket.forget();
      };
      if (hindrance === null) {
        leave();
        running++;
        taken(ticket);
        ticket.go();
      } else if ("error" in hindrance) {
        leave();
        ticket.refuse(hindrance.error);
      } else {
        if (hindrance.waitMs !== null) soonestMs = Math.min(soonestMs, hindrance.waitMs);
        at++;
        looked++;
      }
    }
    return soonestMs;
  };

  const pump = (): void => {
    const nowMs = seeTo(lines.now);
    // What can wait goes only where nobody with a person behind it does.
    const offPeakMs = lines.now.length === 0 ? seeTo(lines["off-peak"]) : Number.POSITIVE_INFINITY;
    const soonestMs = Math.min(nowMs, offPeakMs);
    if (soonestMs < Number.POSITIVE_INFINITY) wakeIn(soonestMs);
  };

  return {
    /** Done when the request may leave; `leave` must follow. Rejects where it may not. */
    enter: (ticket: Ticket): Promise<void> =>
      new Promise((resolve, reject) => {
        const line = lines[ticket.priority];
        const waiting: Waiting = {
          ...ticket,
          go: resolve,
          refuse: reject,
          forget: clock.after(Math.max(0, ticket.untilMs - clock.elapsedMs()), () => {
            const at = line.indexOf(waiting);
            if (at < 0) return;
            line.splice(at, 1);
            reject(late());
          }),
        };
        line.push(waiting);
        pump();
      }),
    leave(): void {
      running--;
      pump();
    },
    pump,
    running: () => running,
    waiting: () => lines.now.length + lines["off-peak"].length,
  };
};
/** The line before a service. */
export type Admission = ReturnType<typeof createAdmission>;
