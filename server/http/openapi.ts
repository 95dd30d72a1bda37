import * as z from "zod";
import { ImportReport } from "#server/fleet/schema.ts";
import { ERROR_CODES } from "#server/lib/errors.ts";
import { EventAck, EventBatch } from "#server/operations/schema.ts";
import { ExportFormat } from "#server/platform/list.schema.ts";
import { SearchAnswer, SearchQuery } from "#server/vector/schema.ts";

type Json = Record<string, unknown>;

/** A route as the document describes it. */
export type RouteText = {
  method: "GET" | "POST";
  /** With its variable parts in braces. */
  path: string;
  summary: string;
  description?: string;
  /** Who may call it: nobody need say who he is, a machine by its key, a person by his token. */
  by: "public" | "key" | "token" | "key-or-token";
  query?: Readonly<Record<string, { schema: z.ZodType; text: string }>>;
  body?: { type: string; schema: z.ZodType };
  answers: Readonly<Record<string, { text: string; type: string; schema?: z.ZodType }>>;
};

const Failure = z.object({
  error: z.object({
    code: z.enum(ERROR_CODES),
    message: z.string(),
    details: z.unknown().optional(),
    requestId: z.string(),
  }),
});

const Picture = z.string().meta({ format: "binary" });
const FORM = z.object({
  organisation: z.string().min(1).max(60).meta({ description: "Short name of the organisation." }),
  name: z.string().max(120).optional(),
  timeZone: z.string().max(60).optional(),
  file: z.array(Picture).min(1).max(20),
});
const PICTURES = "image/jpeg, image/png or image/webp; a drawing where there is no file";

/** Every route under `/api/v1`, in the order of the page. */
export const ROUTES: readonly RouteText[] = [
  {
    ...{ method: "POST", path: "/api/v1/search", by: "key-or-token" },
    summary: "Search notes, exceptions, calls of residents, customers, procedures and service orders",
    description:
      "By word and by meaning together, within what the asker may see. Slips of typing are forgiven. A key needs search:read; it sees what the office sees, of every depot.",
    body: { type: "application/json", schema: SearchQuery },
    answers: { 200: { text: "The best passages first", type: "application/json", schema: SearchAnswer } },
  },
  {
    ...{ method: "POST", path: "/api/v1/telemetry", by: "key" },
    summary: "Send events of vehicles",
    description:
      "The acknowledgement means that all of the batch is stored; an event sent again counts once. A key needs telemetry:write.",
    body: { type: "application/json", schema: EventBatch },
    answers: { 200: { text: "Stored", type: "application/json", schema: EventAck } },
  },
  {
    ...{ method: "POST", path: "/api/v1/webhooks/samsara", by: "public" },
    summary: "Take what Samsara posts",
    description:
      "Signed by Samsara with the secret of SAMSARA_WEBHOOK_SECRET; a signature is good for five minutes, and a message that comes again counts once.",
    body: { type: "application/json", schema: z.object({ eventId: z.string(), eventType: z.string() }) },
    answers: {
      200: { text: "Stored", type: "application/json", schema: z.object({ isNew: z.boolean() }) },
    },
  },
  {
    ...{ method: "POST", path: "/api/v1/stops/{id}/photos", by: "key-or-token" },
    summary: "Add a photo to a stop",
    description: "The body is the picture, of 10 MB at most; the same photo again is the same proof.",
    query: { at: { schema: z.iso.datetime().optional(), text: "When it was taken; now where left out." } },
    body: { type: "image/jpeg", schema: Picture },
    answers: {
      200: {
        text: "The stop has it already",
        type: "application/json",
        schema: z.object({ id: z.int(), url: z.string() }),
      },
      201: { text: "Added", type: "application/json", schema: z.object({ id: z.int(), url: z.string() }) },
    },
  },
  {
    ...{ method: "GET", path: "/api/v1/export/{list}", by: "token" },
    summary: "Export a list whole",
    description:
      "vehicles, routes, stops, exceptions, sites, customers or drivers; workstreams, milestones, blockers, handoffs and pools with the clock and zone by which they count; every parameter of the list's page narrows and sorts it.",
    query: { format: { schema: ExportFormat.optional(), text: "csv where left out." } },
    answers: { 200: { text: "Every row", type: "text/csv", schema: z.string() } },
  },
  {
    ...{ method: "POST", path: "/api/v1/import/preview", by: "token" },
    summary: "Check an import without writing",
    body: { type: "multipart/form-data", schema: FORM },
    answers: {
      200: { text: "What would be written, and each fault", type: "application/json", schema: ImportReport },
    },
  },
  {
    ...{ method: "POST", path: "/api/v1/import/run", by: "token" },
    summary: "Import a fleet",
    description: "All or nothing; with `accept: text/event-stream` progress is told while it runs.",
    body: { type: "multipart/form-data", schema: FORM },
    answers: {
      200: { text: "What was written, or each fault", type: "application/json", schema: ImportReport },
    },
  },
  {
    ...{ method: "GET", path: "/api/v1/proofs/{id}", by: "token" },
    summary: "The photo, weight or tag that proves a stop",
    answers: { 200: { text: PICTURES, type: "image/*", schema: Picture } },
  },
  {
    ...{ method: "GET", path: "/api/v1/exceptions/{id}/photo", by: "token" },
    summary: "The photo of an exception",
    answers: { 200: { text: PICTURES, type: "image/*", schema: Picture } },
  },
  {
    ...{ method: "GET", path: "/api/v1/health", by: "public" },
    summary: "Whether the server and its database answer",
    answers: {
      200: { text: "Both do", type: "application/json", schema: z.object({ status: z.literal("ok") }) },
    },
  },
  {
    ...{ method: "GET", path: "/api/v1/openapi.json", by: "public" },
    summary: "This description",
    answers: { 200: { text: "OpenAPI 3.1", type: "application/json" } },
  },
  {
    ...{ method: "GET", path: "/api/v1/docs", by: "public" },
    summary: "This description as a page",
    answers: { 200: { text: "The page", type: "text/html" } },
  },
];

const SECURITY = {
  public: [],
  key: [{ key: [] }],
  token: [{ token: [] }],
  "key-or-token": [{ key: [] }, { token: [] }],
} as const;

const schemaOf = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
};

const contentOf = (type: string, schema: z.ZodType | undefined, io: "input" | "output"): Json => ({
  [type]: schema === undefined ? {} : { schema: schemaOf(schema, io) },
});

const operationOf = ({ path, summary, description, by, query = {}, body, answers }: RouteText): Json => ({
  summary,
  ...(description === undefined ? {} : { description }),
  security: SECURITY[by],
  parameters: [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      ...{ name, in: "path", required: true, schema: { type: name === "id" ? "integer" : "string" } },
    })),
    ...Object.entries(query).map(([name, { schema, text }]) => ({
      ...{ name, in: "query", description: text, schema: schemaOf(schema, "input") },
    })),
  ],
  ...(body === undefined
    ? {}
    : { requestBody: { required: true, content: contentOf(body.type, body.schema, "input") } }),
  responses: {
    ...Object.fromEntries(
      Object.entries(answers).map(([status, { text, type, schema }]) => [
        status,
        { description: text, content: contentOf(type, schema, "output") },
      ]),
    ),
    default: {
      description: "Refused, and why",
      content: { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } },
    },
  },
});

/** The description of every REST route, made from the schemas that check its calls (OpenAPI 3.1). */
export const openApiDocument = (serverUrl: string): Json => {
  const paths: Record<string, Json> = {};
  for (const route of ROUTES)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  return {
    openapi: "3.1.0",
    info: { title: "Roundsman", version: "1", description: "The fleet's data over REST." },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      schemas: { Failure: schemaOf(Failure, "output") },
      securitySchemes: {
        key: { type: "apiKey", in: "header", name: "x-api-key", description: "Made under /admin, API keys." },
        token: {
          type: "http",
          scheme: "bearer",
          description: "The token of a signed-in user: GET /api/auth/token.",
        },
      },
    },
  };
};
