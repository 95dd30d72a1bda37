import { getTRPCErrorFromUnknown, initTRPC, TRPCError } from "@trpc/server";
import * as z from "zod";
import { AppError, type ErrorCode } from "#server/lib/errors.ts";
import { assertOperator, ROLES, type Role, type Scope } from "#server/lib/scope.ts";
import type { Labels } from "#server/platform/meter.ts";
import type { Traces } from "#server/platform/trace.ts";

/** What a procedure may count on: who asks, under which request, and where to log and to measure. */
export type Context = {
  scope: Scope | null;
  requestId: string;
  log: {
    warn(fields: Record<string, unknown>, message: string): void;
    error(fields: Record<string, unknown>, message: string): void;
  };
  meter: {
    record(name: string, value: number, labels?: Labels): void;
    count(name: string, by?: number, labels?: Labels): void;
  };
  /** What samples of this call carry beside their own labels: the arms of running releases that the caller is in. */
  labels?: Labels;
  /** Does the call so that what it measures inside is told with the same labels. */
  within?: <T>(work: () => T) => T;
  /** What follows a call through all it asks for; calls that nobody follows leave it out. */
  traces?: Traces;
  /** The `traceparent` header of the caller. */
  traceParent?: string | undefined;
};

/** Facts stated by every procedure: the roles that may call it, or `public` where nobody need be signed in, and where. */
export type ProcedureMeta = {
  roles?: readonly Role[] | "public";
  /** Whether it is for those alone who are signed in to the organisation that runs the platform. */
  isPlatform?: boolean;
};

const TRPC_CODES = {
  BAD_REQUEST: "BAD_REQUEST",
  UNAUTHORIZED: "UNAUTHORIZED",
  FORBIDDEN: "FORBIDDEN",
  NOT_FOUND: "NOT_FOUND",
  CONFLICT: "CONFLICT",
  TOO_LARGE: "PAYLOAD_TOO_LARGE",
  TOO_MANY_REQUESTS: "TOO_MANY_REQUESTS",
  UNAVAILABLE: "SERVICE_UNAVAILABLE",
  TIMEOUT: "TIMEOUT",
  INTERNAL: "INTERNAL_SERVER_ERROR",
} as const satisfies Record<ErrorCode, TRPCError["code"]>;

const t = initTRPC
  .context<Context>()
  .meta<ProcedureMeta>()
  .create({
    errorFormatter({ shape, error, ctx }) {
      const { stack: _, ...data } = shape.data;
      const requestId = ctx?.requestId ?? null;
      return {
        ...shape,
        message: messageFor(error, requestId),
        data: {
          ...data,
          requestId,
          details: error.cause instanceof AppError ? error.cause.details : undefined,
        },
      };
    },
  });

// What was not thrown for the caller to read stays inside: it may hold SQL, paths or rows of others.
const messageFor = (error: TRPCError, requestId: string | null): string => {
  if (error.cause instanceof AppError) return error.message;
  if (error.cause instanceof z.core.$ZodError && error.code === "BAD_REQUEST")
    return z.prettifyError(error.cause);
  if (error.code !== "INTERNAL_SERVER_ERROR") return error.message;
  return `Something went wrong on our side; the log has it under request ${requestId ?? "unknown"}.`;
};

/** What went wrong as callers are told of it: what a service threw keeps its code and its words. */
export const callErrorOf = (thrown: unknown): TRPCError => {
  const error = getTRPCErrorFromUnknown(thrown);
  const { cause } = error;
  return cause instanceof AppError
    ? new TRPCError({ code: TRPC_CODES[cause.code], message: cause.message, cause })
    : error;
};

/**
 * The builder with its schemas handed over as functions. tRPC calls a schema's `parseAsync`, for which zod leaves the
 * parsers that it compiles for objects aside; no schema here has anything to wait for.
 */
const parsedAtOnce = <B extends object>(builder: B): B =>
  new Proxy(builder, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      if (typeof found !== "function") return found;
      if (key === "input" || key === "output")
        return (schema: z.ZodType) => parsedAtOnce(found((value: unknown) => schema.parse(value)));
      return key === "use" || key === "meta" ? (given: unknown) => parsedAtOnce(found(given)) : found;
    },
  });

const watched = parsedAtOnce(t.procedure).use(({ ctx, path, next }) => {
  const { traces, traceParent, requestId, scope, within } = ctx;
  const call = async () => {
    const startMs = performance.now();
    const result = await (within === undefined ? next() : within(next));
    const tookMs = performance.now() - startMs;
    const note = (outcome: "ok" | "refused" | "failed") =>
      ctx.meter.record("api.request_ms", tookMs, { procedure: path, outcome, ...ctx.labels });
    if (result.ok) {
      note("ok");
      return result;
    }
    const { cause } = result.error;
    const known = callErrorOf(result.error);
    const fields = { requestId, procedure: path, code: known.code, userId: scope?.userId };
    const isFailure = known.code === "INTERNAL_SERVER_ERROR";
    note(isFailure ? "failed" : "refused");
    if (isFailure) ctx.log.error({ ...fields, err: cause ?? result.error }, "call failed");
    else ctx.log.warn({ ...fields, reason: known.message }, "call refused");
    throw known;
  };
  if (traces === undefined) return call();
  const facts = { request: requestId, organisation: scope?.organisationId ?? 0 };
  return traces.run({ kind: "call", name: path, facts, parent: traceParent }, call);
});

/** Puts procedures and routers together into one router. */
export const router = t.router;

/** Makes a caller of a router's procedures with a context, for tests. */
export const createCallerFactory = t.createCallerFactory;

/** A procedure for the named roles: `ctx.scope` is there, and every other caller is refused. */
export const allow = (...roles: readonly [Role, ...Role[]]) =>
  watched.meta({ roles }).use(({ ctx, path, next }) => {
    const { scope } = ctx;
    if (scope === null) throw new AppError("UNAUTHORIZED", `${path}: no valid sign-in, one was expected`);
    if (!roles.includes(scope.role))
      throw new AppError("FORBIDDEN", `${path} is for ${roles.join(", ")}; you are ${scope.role}`);
    return next({ ctx: { scope } });
  });

/** A procedure that changes what is all organisations': for the named roles of the one that runs the platform. */
export const allowOperator = (...roles: readonly [Role, ...Role[]]) =>
  allow(...roles)
    .meta({ isPlatform: true })
    .use(({ ctx, path, next }) => {
      assertOperator(ctx.scope, path);
      return next();
    });

/** A procedure for every role. */
export const signedIn = allow(...ROLES);

/** A procedure for all who work in the office: every role but driver. */
export const office = allow("dispatcher", "manager", "engineer", "admin");
