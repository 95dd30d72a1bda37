import { createServer } from "node:http";
import { AppError } from "#server/lib/errors.ts";
import { createIngest } from "#server/operations/ingest.ts";
import { EventBatch } from "#server/operations/schema.ts";
import { openDb } from "#server/platform/db.ts";
import { announce } from "#server/platform/outbox.ts";

// A process that only takes events in, made to be killed: `ingest-child.ts <database url> <organisation id>`.
// It prints its port, and answers a posted batch when that is committed.
const [url, organisation] = process.argv.slice(2);
if (!url || !organisation) throw new Error("ingest-child: expected a database url and an organisation id");
const { db } = openDb({ url, poolSize: 4 });
const ingest = createIngest({
  db,
  hub: { publish: () => {} },
  announce,
  exceptionsChanged: async () => {},
});

const server = createServer(async (request, response) => {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { events } = EventBatch.parse(JSON.parse(Buffer.concat(chunks).toString()));
    response.end(JSON.stringify(await ingest(Number(organisation), events)));
  } catch (error) {
    response.statusCode = error instanceof AppError ? 400 : 500;
    response.end(String(error));
  }
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address) process.stdout.write(`${address.port}\n`);
});
