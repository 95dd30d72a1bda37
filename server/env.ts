import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import * as z from "zod";
import { trustedProxiesOf } from "#server/http/client-address.ts";

const flag = z
  .enum(["1", "0", "true", "false", "on", "off"])
  .transform((value) => value === "1" || value === "true" || value === "on");

const webUrl = z.url({ protocol: /^https?$/, error: "an address that begins with http:// or https://" });

// Four connections for each core keep PostgreSQL busy while half of them wait on the network; more only queue inside it.
const defaultPool = Math.min(60, Math.max(10, availableParallelism() * 4));

const Variables = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().min(1).default("localhost"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "an address that begins with postgresql://" }),
  DATABASE_POOL: z.coerce.number().int().min(2).max(500).default(defaultPool),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: "an address that begins with redis:// or rediss://" })
    .optional(),
  WEAVIATE_URL: webUrl.optional(),
  WEAVIATE_GRPC_PORT: z.coerce.number().int().min(1).max(65_535).default(50_051),
  WEAVIATE_API_KEY: z.string().min(1).optional(),
  WEAVIATE_HNSW_M: z.coerce.number().int().min(4).max(128).optional(),
  WEAVIATE_HNSW_EF_CONSTRUCTION: z.coerce.number().int().min(16).max(1_000).optional(),
  WEAVIATE_HNSW_EF_SEARCH: z.coerce.number().int().min(16).max(2_000).optional(),
  VECTORS: flag.default(true),
  EMBEDDER_MODEL: z.string().min(1).optional(),
  MODEL: z.string().min(1).optional(),
  MODEL_URL: webUrl.optional(),
  MODEL_API_KEY: z.string().min(1).optional(),
  MAP_STYLE_URL: webUrl.optional(),
  PUBLIC_URL: webUrl.optional(),
  TRUSTED_PROXY: z
    .string()
    .transform((text, context) => {
      const trusted = trustedProxiesOf(text);
      if (trusted !== undefined) return trusted;
      const message =
        "how many proxies there are, 1 to 10, or their addresses and networks such as 10.0.0.0/8, ::1";
      context.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .optional(),
  ROLE: z.enum(["web", "live", "worker", "all"]).default("all"),
  WEB_PROCESSES: z.coerce.number().int().min(1).max(64).default(1),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  DATA_DIR: z.string().min(1).default(".roundsman"),
  AUTH_SECRET: z.string().min(32, "at least 32 characters").optional(),
  SIMULATE: flag.default(true),
  EXTERNAL_ORGANISATION: z.string().min(1).max(60).optional(),
  GRAPHHOPPER_URL: webUrl.optional(),
  GRAPHHOPPER_KEY: z.string().min(1).optional(),
  GRAPHHOPPER_PROFILE: z.string().min(1).max(60).optional(),
  SAMSARA_URL: webUrl.default("https://api.samsara.com"),
  SAMSARA_TOKEN: z.string().min(1).optional(),
  SAMSARA_WEBHOOK_SECRET: z.base64({ error: "a secret in base64" }).min(1).optional(),
  HUBSPOT_URL: webUrl.default("https://api.hubapi.com"),
  HUBSPOT_TOKEN: z.string().min(1).optional(),
  HUBSPOT_SITE_TYPE: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/, "the name or the number of a custom object, such as p_site or 2-1234567")
    .optional(),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "an address that begins with smtp:// or smtps://" })
    .optional(),
  ALERT_FROM: z.email({ error: "an e-mail address" }).optional(),
  ALERT_WEBHOOK_SECRET: z.string().min(16, "at least 16 characters").optional(),
  ALERT_WEBHOOK_PRIVATE: flag.default(false),
  OTEL_EXPORTER_OTLP_ENDPOINT: webUrl.optional(),
});

/** The environment, parsed: every setting that a deployment may choose. */
export type Env = ReturnType<typeof parseEnv>;

/**
 * Maps environment variables to {@link Env}; throws one sentence per variable that has a bad value, with its name,
 * what was found and what was expected. An empty variable counts as not set.
 */
export const parseEnv = (variables: Record<string, string | undefined>) => {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = Variables.safeParse(set);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => sentence(issue, set)).join("\n"));
  const { data } = parsed;
  if (data.MODEL !== undefined && data.MODEL_URL !== undefined)
    throw new Error("MODEL: found it beside MODEL_URL, expected one of the two");
  if (data.MODEL !== undefined && data.WEB_PROCESSES > 1)
    throw new Error(
      `WEB_PROCESSES: found ${data.WEB_PROCESSES} beside MODEL, which each of them would load for itself; expected a server of the model by MODEL_URL`,
    );
  const account = (["SAMSARA_TOKEN", "HUBSPOT_TOKEN", "GRAPHHOPPER_URL", "GRAPHHOPPER_KEY"] as const).find(
    (name) => data[name] !== undefined,
  );
  if (account !== undefined && data.EXTERNAL_ORGANISATION === undefined)
    throw new Error(
      `EXTERNAL_ORGANISATION: found nothing beside ${account}, expected the short name of the organisation whose account it is`,
    );
  if (data.SMTP_URL !== undefined && data.ALERT_FROM === undefined)
    throw new Error(
      "ALERT_FROM: found nothing beside SMTP_URL, expected the address that alerts are sent from",
    );
  return {
    isProduction: data.NODE_ENV === "production",
    port: data.PORT,
    host: data.HOST,
    databaseUrl: data.DATABASE_URL,
    databasePool: data.DATABASE_POOL,
    redisUrl: data.REDIS_URL ?? null,
    weaviate:
      data.WEAVIATE_URL === undefined
        ? null
        : {
            url: data.WEAVIATE_URL,
            grpcPort: data.WEAVIATE_GRPC_PORT,
            apiKey: data.WEAVIATE_API_KEY ?? null,
          },
    hnsw: {
      maxConnections: data.WEAVIATE_HNSW_M ?? null,
      efConstruction: data.WEAVIATE_HNSW_EF_CONSTRUCTION ?? null,
      ef: data.WEAVIATE_HNSW_EF_SEARCH ?? null,
    },
    hasVectors: data.VECTORS,
    embedderModel: data.EMBEDDER_MODEL ?? null,
    model: modelOf(data),
    mapStyleUrl: data.MAP_STYLE_URL ?? null,
    publicUrl: (data.PUBLIC_URL ?? `http://localhost:${data.PORT}`).replace(/\/+$/, ""),
    trustedProxies: data.TRUSTED_PROXY ?? null,
    role: data.ROLE,
    webProcesses: data.WEB_PROCESSES,
    logLevel: data.LOG_LEVEL,
    dataDir: resolve(data.DATA_DIR),
    authSecret: data.AUTH_SECRET ?? null,
    isSimulated: data.SIMULATE,
    externalOrganisation: data.EXTERNAL_ORGANISATION ?? null,
    graphHopper: graphHopperOf(data),
    samsara: {
      url: data.SAMSARA_URL,
      token: data.SAMSARA_TOKEN ?? null,
      webhookSecret: data.SAMSARA_WEBHOOK_SECRET ?? null,
    },
    hubspot: {
      url: data.HUBSPOT_URL,
      token: data.HUBSPOT_TOKEN ?? null,
      siteType: data.HUBSPOT_SITE_TYPE ?? null,
    },
    mail:
      data.SMTP_URL === undefined || data.ALERT_FROM === undefined
        ? null
        : { url: data.SMTP_URL, from: data.ALERT_FROM },
    alertWebhookSecret: data.ALERT_WEBHOOK_SECRET ?? null,
    isPrivateWebhookAllowed: data.ALERT_WEBHOOK_PRIVATE,
    otlpUrl: data.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
  };
};

/** Where the model is: a file of this machine, or a server; null where none is named. */
const modelOf = ({ MODEL, MODEL_URL, MODEL_API_KEY }: z.infer<typeof Variables>) => {
  if (MODEL !== undefined) return { kind: "file" as const, file: resolve(MODEL) };
  if (MODEL_URL === undefined) return null;
  return { kind: "server" as const, url: MODEL_URL, apiKey: MODEL_API_KEY ?? null };
};

/** Where GraphHopper is: with a key the hosted API, without one a server of one's own; null where neither is named. */
const graphHopperOf = (data: z.infer<typeof Variables>) => {
  const { GRAPHHOPPER_URL: url, GRAPHHOPPER_KEY: key = null, GRAPHHOPPER_PROFILE: profile = null } = data;
  if (url === undefined && key === null) return null;
  return { url: url ?? "https://graphhopper.com/api/1", key, profile };
};

// Secrets and passwords can stand in these; an error message must not repeat them.
const PRIVATE = new Set([
  "AUTH_SECRET",
  "DATABASE_URL",
  "REDIS_URL",
  "WEAVIATE_API_KEY",
  "MODEL_API_KEY",
  "GRAPHHOPPER_KEY",
  "SAMSARA_TOKEN",
  "SAMSARA_WEBHOOK_SECRET",
  "HUBSPOT_TOKEN",
  "SMTP_URL",
  "ALERT_WEBHOOK_SECRET",
]);

const sentence = (issue: z.core.$ZodIssue, variables: Record<string, string | undefined>): string => {
  const name = String(issue.path[0]);
  const value = variables[name];
  const found = value === undefined ? "nothing" : PRIVATE.has(name) ? "another value" : `"${value}"`;
  return `${name}: found ${found}, expected ${expectation(issue)}`;
};

const expectation = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case "invalid_value":
      return `one of ${issue.values.join(", ")}`;
    case "too_small":
      return issue.origin === "string" ? `at least ${issue.minimum} characters` : `${issue.minimum} or more`;
    case "too_big":
      return `${issue.maximum} or less`;
    case "invalid_type":
      return issue.expected === "int" || issue.expected === "number"
        ? "a whole number"
        : `a ${issue.expected}`;
    default:
      return issue.message;
  }
};

/** Reads this process's environment. */
export const readEnv = (): Env => parseEnv(process.env);
