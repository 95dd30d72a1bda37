import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Composition } from "#server/compose.ts";
import { compressAnswer } from "#server/http/compression.ts";
import type { Exchange } from "#server/http/exchange.ts";
import { securityHeaders } from "#server/http/security.ts";
import { createHttp } from "#server/http.ts";
import { createCalls } from "#server/root.ts";

const CALL_PATH = "/api/trpc/";
const MAX_HEADER_BYTES = 32 * 1024;
/** Longer than proxies keep idle connections (60 s): one that we closed first would reset a request under way. */
const IDLE_MS = 75_000;

/** What answers a request that is none of ours. */
export type Pages = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** The address that a request asks for, below `publicUrl`; null where it is none. */
const addressOf = ({ url = "/" }: IncomingMessage, publicUrl: string): URL | null => {
  // Two slashes begin no other host: a request for them comes to this server all the same.
  const asked = url.startsWith("/") ? new URL(publicUrl).origin + url : url;
  return URL.canParse(asked, publicUrl) ? new URL(asked, publicUrl) : null;
};

/** Maps a composition to its HTTP server: REST and sign-in, procedures, the live hub, then pages; not yet listening. */
export const createHttpServer = (composition: Composition, pages: Pages) => {
  const {
    env,
    services,
    ingest,
    lists,
    checkHealth,
    meter,
    log,
    hub,
    baseMap,
    files,
    fleetImport,
    proofs,
    samsaraHook,
    traces,
  } = composition;
  const { accounts } = services;
  const { publicUrl, mapStyleUrl, trustedProxies } = env;
  const http = createHttp({
    accounts,
    ingest,
    lists,
    checkHealth,
    meter,
    log,
    publicUrl,
    trustedProxies,
    baseMap,
    mapStyleUrl,
    files,
    fleetImport,
    proofs,
    samsaraHook,
    vector: services.vector,
    within: composition.within,
    now: (scope) => services.operations.clock(scope).now,
    proof: services.operations.proof,
    exceptionPhoto: services.operations.exceptionPhoto,
  });
  const calls = createCalls(services, { log, meter, traces });
  const secure = securityHeaders({ isDev: !env.isProduction, mapStyleUrl: env.mapStyleUrl });

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = randomUUID();
    response.setHeader("x-request-id", requestId);
    secure(response);
    const url = addressOf(request, publicUrl);
    if (url === null) {
      response.writeHead(400).end();
      return;
    }
    const exchange: Exchange = { request, response, url, requestId };
    // Pages compress themselves; a secret beside what the caller chose (sign-in) must not tell its length.
    if (url.pathname.startsWith("/api/") && !url.pathname.startsWith("/api/auth/"))
      compressAnswer(request, response);
    if (url.pathname.startsWith(CALL_PATH))
      await calls(request, response, url.pathname.slice(CALL_PATH.length), requestId);
    else if (!(await http(exchange))) await pages(request, response);
  };

  const server = createServer(
    { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: IDLE_MS },
    (request, response) => {
      answer(request, response).catch((error: unknown) => {
        log.error({ err: error, path: request.url }, "request failed");
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    },
  );
  // Engine.IO takes the listeners there are and passes on what is not under its own path.
  hub.attach(server, accounts.authenticate);
  return server;
};
