import { compose } from "#server/compose.ts";
import { createHttpServer } from "#server/http/server.ts";

// A process of the product without pages, on a port of its own that it prints: what `processes.test.ts` talks to.
const composition = await compose();
const server = createHttpServer(composition, async (_, response) => void response.writeHead(404).end());
await composition.start();
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (typeof address === "object" && address) process.stdout.write(`${address.port}\n`);
});
