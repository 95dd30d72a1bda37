import type { IncomingMessage, ServerResponse } from "node:http";
import { type AnyTRPCProcedure, type AnyTRPCRouter, getTRPCErrorShape, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { parsedJson, readJson, sendJson } from "#server/http/exchange.ts";
import { AppError } from "#server/lib/errors.ts";
import { type Context, callErrorOf } from "#server/trpc.ts";

const MAX_CALL_BYTES = 1024 * 1024;
/** Calls that may come as one. */
const MOST_AT_ONCE = 50;

const METHODS: Readonly<Record<string, string>> = { query: "GET", mutation: "POST" };

/** What {@link answerCalls} needs of a call over HTTP. */
export type CallExchange = {
  request: IncomingMessage;
  response: ServerResponse;
  /** What follows the address under which procedures lie: a path, or several with commas between. */
  path: string;
  contextOf: () => Promise<Context> | Context;
};

type Answer = { status: number; body: { result: { data: unknown } } | { error: unknown } };

const isJson = (request: IncomingMessage): boolean =>
  request.headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase() === "application/json";

// Read when the first procedure asks: who may not call anything sends a megabyte for nothing.
const inputsOf = (request: IncomingMessage, query: URLSearchParams, isBatch: boolean) => {
  let whole: Promise<unknown> | null = null;
  const read = async (): Promise<unknown> => {
    if (request.method === "POST") return readJson(request, MAX_CALL_BYTES);
    const text = query.get("input");
    return text === null ? undefined : parsedJson(text, "input");
  };
  return async (index: number): Promise<unknown> => {
    whole ??= read();
    const found = await whole;
    if (!isBatch) return found;
    if (typeof found !== "object" || found === null)
      throw new AppError("BAD_REQUEST", `input: found ${typeof found}, expected an object by number of call`);
    return (found as Readonly<Record<number, unknown>>)[index];
  };
};

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    // No procedure has a name that does not decode.
    return path;
  }
};

/**
 * Answers calls of procedures in the form of tRPC's `httpLink` and `httpBatchLink`, without the requests, answers and
 * streams of the web platform between. tRPC's own handler for Node takes twice the memory, and one call in a hundred then
 * waits for it to be collected.
 */
export const answerCalls = (router: AnyTRPCRouter) => {
  const { procedures, _config: config } = router._def;

  const failed = (cause: unknown, path: string, type: string, ctx: Context | undefined): Answer => {
    const error = callErrorOf(cause);
    const shape = getTRPCErrorShape({ config, error, path, type: type as "query", input: undefined, ctx });
    return { status: getHTTPStatusCodeFromError(error), body: { error: shape } };
  };

  const find = (path: string, { method }: IncomingMessage): AnyTRPCProcedure => {
    const found = Object.hasOwn(procedures, path) ? (procedures[path] as AnyTRPCProcedure) : undefined;
    if (found === undefined)
      throw new TRPCError({ code: "NOT_FOUND", message: `No procedure found on path "${path}"` });
    const { type } = found._def;
    if (METHODS[type] !== method)
      throw new TRPCError({
        code: "METHOD_NOT_SUPPORTED",
        message: `${path}: found ${method} for a ${type}, expected ${METHODS[type]}`,
      });
    return found;
  };

  const assertForm = (request: IncomingMessage): void => {
    if (request.method === "POST" && !isJson(request))
      throw new TRPCError({
        code: "UNSUPPORTED_MEDIA_TYPE",
        message: `content-type: found ${request.headers["content-type"] ?? "none"}, expected application/json`,
      });
    if (request.headers["trpc-accept"] === "application/jsonl")
      throw new TRPCError({
        code: "UNSUPPORTED_MEDIA_TYPE",
        message: "trpc-accept: found application/jsonl, expected a link of one answer",
      });
  };

  return async ({ request, response, path, contextOf }: CallExchange): Promise<void> => {
    if (request.method === "HEAD") {
      response.writeHead(204).end();
      return;
    }
    const address = request.url ?? "";
    const mark = address.indexOf("?");
    const query = new URLSearchParams(mark < 0 ? "" : address.slice(mark + 1));
    const isBatch = query.get("batch") === "1";
    const paths = isBatch ? decoded(path).split(",") : [decoded(path)];
    const inputOf = inputsOf(request, query, isBatch);
    let ctx: Context | undefined;

    const one = async (name: string, index: number): Promise<Answer> => {
      let type = "unknown";
      try {
        const procedure = find(name, request);
        type = procedure._def.type;
        const call = procedure as unknown as (options: object) => Promise<unknown>;
        const options = { path: name, ctx, type, batchIndex: index, getRawInput: () => inputOf(index) };
        return { status: 200, body: { result: { data: await call(options) } } };
      } catch (cause) {
        return failed(cause, name, type, ctx);
      }
    };

    const all = async (): Promise<Answer[]> => {
      try {
        assertForm(request);
        if (paths.length > MOST_AT_ONCE)
          throw new TRPCError({
            code: "BAD_REQUEST",
            message: `batch: found ${paths.length} calls, expected at most ${MOST_AT_ONCE}`,
          });
        ctx = await contextOf();
      } catch (cause) {
        return paths.map((name) => failed(cause, name, "unknown", ctx));
      }
      return Promise.all(paths.map(one));
    };

    const answers = await all();
    const [first] = answers as [Answer];
    const isOneStatus = answers.every(({ status }) => status === first.status);
    sendJson(
      response,
      isOneStatus ? first.status : 207,
      isBatch ? answers.map(({ body }) => body) : first.body,
    );
  };
};
