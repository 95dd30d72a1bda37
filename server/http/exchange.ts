import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError, type ErrorCode } from "#server/lib/errors.ts";

/** One request and its answer, with what the routes ask of it first. */
export type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  requestId: string;
};

const STATUS = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  TOO_MANY_REQUESTS: 429,
  UNAVAILABLE: 503,
  TIMEOUT: 504,
  INTERNAL: 500,
} as const satisfies Record<ErrorCode, number>;

/** Reads a request's body, refusing with TOO_LARGE one of more than `maxBytes`. */
export const readBody = async (request: IncomingMessage, maxBytes: number): Promise<Buffer> => {
  const tooLarge = () =>
    new AppError("TOO_LARGE", `body: found more than ${maxBytes} bytes, expected at most that many`);
  if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (cause) {
    // Who went away is no failure of ours, and reads no answer either.
    if (!request.destroyed || cause instanceof AppError) throw cause;
    throw new AppError("BAD_REQUEST", `body: the connection ended after ${bytes} bytes, expected all of it`, {
      cause,
    });
  }
  return Buffer.concat(chunks);
};

// An even number of backslashes before it are characters of their own.
const NUL = /(?:^|[^\\])(?:\\\\)*\\u0000/;

/** A text as JSON; BAD_REQUEST, naming `where` it stood, if it is none, or holds a character that no column of text can. */
export const parsedJson = (text: string, where: string): unknown => {
  if (NUL.test(text))
    throw new AppError("BAD_REQUEST", `${where}: found the character U+0000, expected text without it`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("BAD_REQUEST", `${where}: found text that does not parse, expected JSON`, { cause });
  }
};

/** Reads a request's body as JSON. */
export const readJson = async (request: IncomingMessage, maxBytes: number): Promise<unknown> =>
  parsedJson((await readBody(request, maxBytes)).toString("utf8"), "body");

/** Answers with JSON that no cache keeps. */
export const sendJson = (response: ServerResponse, status: number, body: unknown): void => {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(text),
    "cache-control": "no-store",
  });
  response.end(text);
};

/** Answers with a failure: its code and message where it was meant for the caller, else the request's id alone. */
export const sendError = ({ response, requestId }: Exchange, error: unknown): void => {
  if (response.headersSent) {
    // Part of the answer is out: cutting the connection is the only way left to say that it is not whole.
    response.destroy();
    return;
  }
  // What is left of the body is not read, so the connection cannot carry another request.
  response.setHeader("connection", "close");
  if (error instanceof AppError) {
    const { code, message, details } = error;
    sendJson(response, STATUS[code], { error: { code, message, details, requestId } });
    return;
  }
  const message = `Something went wrong on our side; the log has it under request ${requestId}.`;
  sendJson(response, 500, { error: { code: "INTERNAL", message, requestId } });
};
