import cluster from "node:cluster";
import { createServer } from "node:http";
import { createLog } from "#server/platform/log.ts";
import { runSeveral, webParts } from "#server/several.ts";

// A program of several processes on one port, each of which tells who it is: what `several.test.ts` talks to.
const [port = "0", fault] = process.argv.slice(2);
if (cluster.isPrimary) {
  const several = runSeveral(webParts(2, "http://example.org"), {
    log: createLog(),
    ended: (isInOrder) => process.exit(isInOrder ? 0 : 1),
    firstWaitMs: 50,
  });
  process.once("SIGTERM", several.stop);
} else {
  // The worker is begun first, and those that answer after it.
  const part = cluster.worker?.id === 1 ? "worker" : "web";
  if (fault === part) process.exit(3);
  const server = createServer((_, response) => {
    response.setHeader("connection", "close");
    response.end(JSON.stringify({ pid: process.pid, part }));
  });
  process.once("SIGTERM", () => server.close(() => process.exit(0)));
  server.listen(part === "worker" ? 0 : Number(port), "127.0.0.1", () =>
    process.stdout.write(`up ${part}\n`),
  );
}
