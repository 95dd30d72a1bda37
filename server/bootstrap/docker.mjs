import { setTimeout as sleep } from "node:timers/promises";
import { ask, perform } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { root } from "./paths.mjs";

const compose = ["compose", "-f", "docker-compose.ai-ml.yml"];

/**
 * Starts the PostGIS service of the compose file where a Docker engine answers, and maps to its address; else undefined.
 * @param {(line: string) => void} onLine @returns {Promise<string | undefined>}
 */
export const runDocker = async (onLine) => {
  if ((await ask("docker", ["info"])).code !== 0) return undefined;
  if ((await ask("docker", ["compose", "version"])).code !== 0) return undefined;
  const what = "Starting PostgreSQL with PostGIS in a container";
  await perform("docker", "docker", [...compose, "up", "-d", "postgres"], { what, onLine, cwd: root });
  const { out } = await ask("docker", [...compose, "port", "postgres", "5432"], { cwd: root });
  const port = /:(\d+)\s*$/.exec(out)?.[1];
  for (let waited = 0; port && waited < 240; waited += 1) {
    const ready = await ask(
      "docker",
      [...compose, "exec", "-T", "postgres", "pg_isready", "-h", "127.0.0.1", "-U", "roundsman"],
      { cwd: root },
    );
    if (ready.code === 0)
      return `postgresql://roundsman:${process.env.POSTGRES_PASSWORD ?? "roundsman"}@127.0.0.1:${port}/roundsman`;
    await sleep(500);
  }
  throw new Failure(
    "The PostgreSQL container did not become ready: `docker compose -f docker-compose.ai-ml.yml logs postgres` says why.",
  );
};
