import type { IncomingMessage } from "node:http";
import { type Exchange, readBody } from "#server/http/exchange.ts";
import { AppError } from "#server/lib/errors.ts";

const MAX_BODY_BYTES = 16 * 1024;

/** Maps Node's headers to those of the web platform. */
export const headersOf = (request: IncomingMessage): Headers => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    for (const each of Array.isArray(value) ? value : [value])
      if (each !== undefined) headers.append(name, each);
  return headers;
};

/** Hands a request under `/api/auth` to the sign-in, with the caller's address as it is known here. */
export const answerAuth = async (
  { request, response, url }: Exchange,
  {
    handleAuth,
    paths,
    addressHeader,
    addressOf,
    publicUrl,
  }: {
    handleAuth: (request: Request) => Promise<Response>;
    /** The paths below `/api/auth` that are served. */
    paths: readonly string[];
    addressHeader: string;
    /** Where a request came from. */
    addressOf: (request: IncomingMessage) => string;
    publicUrl: string;
  },
): Promise<void> => {
  const path = url.pathname.slice("/api/auth".length);
  if (!paths.includes(path)) throw new AppError("NOT_FOUND", `${url.pathname}: there is no such page`);
  const headers = headersOf(request);
  headers.set(addressHeader, addressOf(request));
  const method = request.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  const body = hasBody ? await readBody(request, MAX_BODY_BYTES) : null;
  const init: RequestInit = { method, headers, ...(body === null ? {} : { body: new Uint8Array(body) }) };
  const answer = await handleAuth(new Request(new URL(url.pathname + url.search, publicUrl), init));
  for (const [name, value] of answer.headers) if (name !== "set-cookie") response.setHeader(name, value);
  const cookies = answer.headers.getSetCookie();
  if (cookies.length > 0) response.setHeader("set-cookie", cookies);
  response.setHeader("cache-control", "no-store");
  response.writeHead(answer.status);
  response.end(Buffer.from(await answer.arrayBuffer()));
};
