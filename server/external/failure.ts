import type { Failure } from "#server/external/core/outcome.ts";
import { AppError, type ErrorCode } from "#server/lib/errors.ts";

const CODES = {
  throttled: "TOO_MANY_REQUESTS",
  refused: "BAD_REQUEST",
  fault: "UNAVAILABLE",
  broken: "UNAVAILABLE",
  timeout: "TIMEOUT",
  unreachable: "UNAVAILABLE",
} as const satisfies Record<Failure["kind"], ErrorCode>;

/** The error that a caller gets for the last of his requests. */
export const failureOf = (service: string, operation: string, end: Failure, tries: number): AppError =>
  new AppError(
    CODES[end.kind],
    `${service} ${operation}: ${end.why}, expected an answer${tries > 1 ? ` (asked ${tries} times)` : ""}`,
  );

const AWAY: readonly ErrorCode[] = ["UNAVAILABLE", "TIMEOUT", "TOO_MANY_REQUESTS"];

/** Whether an error says that a service gives nothing just now; the gateway has noted why. */
export const isAway = (error: unknown): boolean => error instanceof AppError && AWAY.includes(error.code);
