import type { ServerResponse } from "node:http";
import { isApiKey } from "#server/accounts/api-keys.ts";
import type { ApiScope } from "#server/accounts/schema.ts";
import type { Accounts } from "#server/accounts/service.ts";
import type { SamsaraHook } from "#server/external/samsara-hook.ts";
import type { BaseMap } from "#server/fleet/base-map.ts";
import type { FleetImport } from "#server/fleet/import.ts";
import { answerAuth, headersOf } from "#server/http/auth.ts";
import { createClientAddress, type TrustedProxies } from "#server/http/client-address.ts";
import { type Exchange, readBody, readJson, sendError, sendJson } from "#server/http/exchange.ts";
import { type ExportList, sendExport } from "#server/http/export.ts";
import { answerImport } from "#server/http/import.ts";
import { openApiDocument } from "#server/http/openapi.ts";
import { openApiPage } from "#server/http/openapi-page.ts";
import { answerPhoto, assertMaySendPhotos } from "#server/http/photos.ts";
import { sendProof } from "#server/http/proofs.ts";
import { answerSearch } from "#server/http/search.ts";
import { sendStyle, sendTile } from "#server/http/tiles.ts";
import { AppError } from "#server/lib/errors.ts";
import { assertOperator, type Scope } from "#server/lib/scope.ts";
import type { Proofs } from "#server/operations/proofs.ts";
import { type EventAck, EventBatch, type VehicleEvent } from "#server/operations/schema.ts";
import type { Operations } from "#server/operations/service.ts";
import type { Files } from "#server/platform/files.ts";
import type { Log } from "#server/platform/log.ts";
import type { Meter } from "#server/platform/meter.ts";
import { meterToPrometheus } from "#server/platform/prometheus.ts";
import type { VectorSearch } from "#server/vector/service.ts";

const MAX_BATCH_BYTES = 4 * 1024 * 1024;
const MAX_HOOK_BYTES = 256 * 1024;

/** What the routes that are not tRPC call. */
export type HttpDeps = {
  accounts: Pick<
    Accounts,
    "authenticate" | "authenticateCookie" | "handleAuth" | "apiKeys" | "authPaths" | "addressHeader"
  >;
  ingest: (organisationId: number, events: readonly VehicleEvent[]) => Promise<EventAck>;
  lists: Readonly<Record<string, ExportList>>;
  /** Throws where the database cannot be reached. */
  checkHealth: () => Promise<unknown>;
  meter: Meter;
  log: Pick<Log, "warn" | "error">;
  publicUrl: string;
  /** Proxies before this server whose word of a caller's address is taken. */
  trustedProxies: TrustedProxies;
  baseMap: BaseMap;
  mapStyleUrl: string | null;
  fleetImport: Pick<FleetImport, "run">;
  proof: Operations["proof"];
  exceptionPhoto: Operations["exceptionPhoto"];
  files: Pick<Files, "open">;
  proofs: Pick<Proofs, "add">;
  vector: Pick<VectorSearch, "search">;
  /** Does what somebody asked so that its samples are told with what he is in. */
  within?: (scope: Scope, work: () => Promise<void>) => Promise<void>;
  samsaraHook: SamsaraHook;
  /** Now by the clock of the scope's organisation, ISO instant. */
  now: (scope: Scope) => string;
};

type Handler = (exchange: Exchange, rest: string) => Promise<void>;

const bearerOf = (exchange: Exchange): string | null => {
  const found = /^Bearer (.+)$/i.exec(exchange.request.headers.authorization ?? "");
  return found?.[1] ?? null;
};

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw new AppError("BAD_REQUEST", `path: found ${path}, expected percent signs before UTF-8`, { cause });
  }
};

// A download that was called off is no failure of ours.
const hasLeft = ({ destroyed, writableFinished }: ServerResponse, error: unknown): boolean =>
  destroyed &&
  !writableFinished &&
  error instanceof Error &&
  Reflect.get(error, "code") === "ERR_STREAM_PREMATURE_CLOSE";

/** Answers what is not tRPC, live or a page: sign-in, REST under `/api/v1`, health and metrics. */
export const createHttp = (deps: HttpDeps) => {
  const { accounts, ingest, lists, checkHealth, meter, log, publicUrl } = deps;
  const addressOf = createClientAddress(deps.trustedProxies);
  /** Who asks: by token, or by session cookie where the request only reads. */
  const scopeOf = async (exchange: Exchange): Promise<Scope> => {
    const token = bearerOf(exchange);
    const scope =
      token !== null
        ? await accounts.authenticate(token)
        : exchange.request.method === "GET"
          ? await accounts.authenticateCookie(headersOf(exchange.request))
          : null;
    if (scope === null)
      throw new AppError("UNAUTHORIZED", `${exchange.url.pathname}: no valid sign-in, one was expected`);
    return scope;
  };

  const health: Handler = async ({ response }) => {
    await checkHealth().catch((cause: unknown) => {
      throw new AppError("UNAVAILABLE", "the database does not answer", { cause });
    });
    sendJson(response, 200, { status: "ok" });
  };

  const keyOf = (exchange: Exchange): string | null => {
    const key = exchange.request.headers["x-api-key"];
    return bearerOf(exchange) ?? (typeof key === "string" ? key : null);
  };

  /** The scope of an API key that has a right; null where somebody comes with a token or a session. */
  const machineOf = async (exchange: Exchange, right: ApiScope): Promise<Scope | null> => {
    const key = keyOf(exchange);
    return key !== null && isApiKey(key) ? accounts.apiKeys.authenticate(key, right) : null;
  };

  const telemetry: Handler = async (exchange) => {
    const key = keyOf(exchange);
    if (key === null) throw new AppError("UNAUTHORIZED", "x-api-key: found none, expected an API key");
    const scope = await accounts.apiKeys.authenticate(key, "telemetry:write");
    const batch = EventBatch.safeParse(await readJson(exchange.request, MAX_BATCH_BYTES));
    if (!batch.success) {
      const faults = batch.error.issues
        .slice(0, 20)
        .map((issue) => `${issue.path.join(".")}: ${issue.message}`);
      throw new AppError("BAD_REQUEST", `events: ${faults.join("; ")}`, {
        details: batch.error.issues.slice(0, 100),
      });
    }
    sendJson(exchange.response, 200, await ingest(scope.organisationId, batch.data.events));
  };

  const search: Handler = async (exchange) => {
    const scope = (await machineOf(exchange, "search:read")) ?? (await scopeOf(exchange));
    const work = () => answerSearch(exchange, scope, deps.vector);
    await (deps.within === undefined ? work() : deps.within(scope, work));
  };

  const samsaraHook: Handler = async ({ request, response }) => {
    const body = await readBody(request, MAX_HOOK_BYTES);
    sendJson(response, 200, await deps.samsaraHook(request.headers, body));
  };

  const docs: Handler = async ({ response }) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(openApiPage(publicUrl));
  };

  const exported: Handler = async (exchange, name) => {
    const scope = await scopeOf(exchange);
    if (scope.role === "driver")
      throw new AppError("FORBIDDEN", "exports are for dispatcher, manager, engineer, admin; you are driver");
    await sendExport(exchange, scope, name, lists);
  };

  const imported =
    (isDryRun: boolean): Handler =>
    async (exchange) => {
      const scope = await scopeOf(exchange);
      if (scope.role !== "admin" && scope.role !== "manager")
        throw new AppError("FORBIDDEN", `imports are for manager, admin; you are ${scope.role}`);
      await answerImport(exchange, scope, isDryRun, deps.fleetImport);
    };

  const proof: Handler = async (exchange, rest) => {
    const scope = await scopeOf(exchange);
    if (!/^\d{1,9}$/.test(rest))
      throw new AppError("NOT_FOUND", `proof ${rest}: expected the number of a proof`);
    await sendProof(exchange, scope, await deps.proof(scope, Number(rest)), deps.files);
  };

  const exceptionPhoto: Handler = async (exchange, rest) => {
    const scope = await scopeOf(exchange);
    const id = /^(\d{1,9})\/photo$/.exec(rest)?.[1];
    if (id === undefined)
      throw new AppError("NOT_FOUND", `exceptions/${rest}: expected the number of an exception, then /photo`);
    await sendProof(exchange, scope, await deps.exceptionPhoto(scope, Number(id)), deps.files);
  };

  const photo: Handler = async (exchange, rest) => {
    const machine = await machineOf(exchange, "telemetry:write");
    if (machine !== null) return answerPhoto(exchange, machine, rest, deps);
    const scope = await scopeOf(exchange);
    assertMaySendPhotos(scope);
    await answerPhoto(exchange, scope, rest, deps);
  };

  const metrics: Handler = async (exchange) => {
    const scope = await scopeOf(exchange);
    if (scope.role !== "engineer" && scope.role !== "admin")
      throw new AppError("FORBIDDEN", `metrics are for engineer, admin; you are ${scope.role}`);
    assertOperator(scope, "/metrics");
    exchange.response.writeHead(200, { "content-type": "text/plain; version=0.0.4; charset=utf-8" });
    exchange.response.end(meterToPrometheus(meter));
  };

  const auth: Handler = (exchange) =>
    answerAuth(exchange, {
      handleAuth: accounts.handleAuth,
      paths: accounts.authPaths,
      addressHeader: accounts.addressHeader,
      addressOf,
      publicUrl,
    });

  const openApi = openApiDocument(publicUrl);

  const routes: readonly { method: string; path: string; handle: Handler }[] = [
    { method: "GET", path: "/api/v1/health", handle: health },
    { method: "POST", path: "/api/v1/telemetry", handle: telemetry },
    { method: "POST", path: "/api/v1/search", handle: search },
    { method: "POST", path: "/api/v1/webhooks/samsara", handle: samsaraHook },
    {
      method: "GET",
      path: "/api/v1/openapi.json",
      handle: async ({ response }) => sendJson(response, 200, openApi),
    },
    { method: "GET", path: "/api/v1/docs", handle: docs },
    { method: "GET", path: "/api/v1/export/*", handle: exported },
    { method: "POST", path: "/api/v1/import/preview", handle: imported(true) },
    { method: "POST", path: "/api/v1/import/run", handle: imported(false) },
    { method: "GET", path: "/api/v1/proofs/*", handle: proof },
    { method: "GET", path: "/api/v1/exceptions/*", handle: exceptionPhoto },
    {
      method: "GET",
      path: "/tiles/style-*",
      handle: async (exchange, rest) => sendStyle(exchange, await scopeOf(exchange), rest, deps),
    },
    {
      method: "GET",
      path: "/tiles/*",
      handle: async (exchange, rest) => sendTile(exchange, await scopeOf(exchange), rest, deps.baseMap),
    },
    { method: "POST", path: "/api/v1/stops/*", handle: photo },
    { method: "GET", path: "/metrics", handle: metrics },
    { method: "GET", path: "/api/auth/*", handle: auth },
    { method: "POST", path: "/api/auth/*", handle: auth },
  ];

  const find = (method: string, path: string) => {
    const at = routes.filter((route) =>
      route.path.endsWith("*") ? path.startsWith(route.path.slice(0, -1)) : path === route.path,
    );
    return { isKnown: at.length > 0, route: at.find((each) => each.method === method) };
  };

  /** Answers the request and maps to true, or to false where it is not one of ours. */
  const answer = async (exchange: Exchange): Promise<boolean> => {
    const { request, response, url, requestId } = exchange;
    const method = request.method ?? "GET";
    const { isKnown, route } = find(method, url.pathname);
    if (!isKnown && !url.pathname.startsWith("/api/")) return false;
    const watch = meter.time("http.request_ms", { route: route?.path ?? "other" });
    try {
      if (route === undefined)
        throw new AppError("NOT_FOUND", `${method} ${url.pathname}: there is nothing here`);
      if (url.href.includes("%00"))
        throw new AppError("BAD_REQUEST", "address: found the character U+0000, expected text without it");
      const rest = decoded(url.pathname.slice(route.path.replace(/\*$/, "").length));
      await route.handle(exchange, rest);
    } catch (error) {
      const fields = { requestId, path: url.pathname };
      if (error instanceof AppError && error.code !== "INTERNAL")
        log.warn({ ...fields, code: error.code, reason: error.message }, "request refused");
      else if (hasLeft(response, error)) log.warn(fields, "who asked went away before the end of the answer");
      else log.error({ ...fields, err: error }, "request failed");
      if (!response.writableEnded) sendError(exchange, error);
    } finally {
      watch();
    }
    return true;
  };
  return Object.assign(answer, { routes: routes.map(({ method, path }) => ({ method, path })) });
};

/** The routes that are not tRPC, live or pages. */
export type Http = ReturnType<typeof createHttp>;
