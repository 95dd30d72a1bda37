import * as z from "zod";
import type { FleetImport } from "#server/fleet/import.ts";
import { uploadedFile } from "#server/fleet/import-folder.ts";
import type { ImportFile } from "#server/fleet/import-records.ts";
import type { ImportReport } from "#server/fleet/schema.ts";
import { type Exchange, readBody, sendJson } from "#server/http/exchange.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";

/** A fleet of 50,000 sites with containers is about 20 MB of CSV. */
const MAX_IMPORT_BYTES = 64 * 1024 * 1024;
const MAX_FILES = 20;
/** A progress line more often than this tells nobody more. */
const PROGRESS_EVERY_MS = 200;

const Fields = z.object({
  organisation: z.string().min(1).max(60),
  name: z.string().min(1).max(120).optional(),
  timeZone: z.string().min(1).max(60).optional(),
});

/** Reads a multipart body as the fields and the files of an import. */
const readForm = async ({ request }: Exchange) => {
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data"))
    throw new AppError("BAD_REQUEST", `content-type: found "${type}", expected multipart/form-data`);
  const body = await readBody(request, MAX_IMPORT_BYTES);
  const form = await new Response(new Uint8Array(body), { headers: { "content-type": type } })
    .formData()
    .catch((cause: unknown) => {
      throw new AppError("BAD_REQUEST", "body: found parts that do not parse, expected multipart/form-data", {
        cause,
      });
    });
  const texts: Record<string, string> = {};
  const files: ImportFile[] = [];
  for (const [name, value] of form) {
    if (typeof value === "string") {
      if (value !== "") texts[name] = value;
    } else files.push(uploadedFile(value.name, Buffer.from(await value.arrayBuffer())));
  }
  if (files.length === 0 || files.length > MAX_FILES)
    throw new AppError("BAD_REQUEST", `files: found ${files.length}, expected 1 to ${MAX_FILES}`);
  const fields = Fields.safeParse(texts);
  if (!fields.success) {
    const [issue] = fields.error.issues;
    throw new AppError(
      "BAD_REQUEST",
      `${issue?.path.join(".") ?? "fields"}: ${issue?.message ?? "another shape"}`,
    );
  }
  return { ...fields.data, files };
};

/**
 * Answers `POST /api/v1/import/preview|run`: the report as JSON, or, where the client accepts `text/event-stream`,
 * events `progress` while it runs and then `report`, or `failure` with a sentence.
 */
export const answerImport = async (
  exchange: Exchange,
  scope: Scope,
  isDryRun: boolean,
  fleetImport: Pick<FleetImport, "run">,
): Promise<void> => {
  const { request, response, requestId } = exchange;
  const { organisation, name, timeZone, files } = await readForm(exchange);
  const importRequest = {
    ...{ files, organisation, name, timeZone, isDryRun },
    source: files.map((file) => file.name).join(", "),
    actor: { id: scope.userId, name: scope.userName, organisationId: scope.organisationId },
  };
  if (!request.headers.accept?.includes("text/event-stream")) {
    sendJson(response, 200, await fleetImport.run(importRequest));
    return;
  }
  const send = (event: string, data: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  let sentMs = 0;
  let report: ImportReport;
  try {
    report = await fleetImport.run({
      ...importRequest,
      onProgress: (progress) => {
        if (progress.phase === "read" && performance.now() - sentMs < PROGRESS_EVERY_MS) return;
        sentMs = performance.now();
        send("progress", progress);
      },
    });
  } catch (error) {
    const message =
      error instanceof AppError
        ? error.message
        : `Something went wrong on our side; the log has it under request ${requestId}.`;
    send("failure", { message, requestId });
    response.end();
    throw error;
  }
  send("report", report);
  response.end();
};
