import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { ask, perform } from "./command.mjs";
import { Failure } from "./failure.mjs";
import { cloneId, inHome, root } from "./paths.mjs";

// A project name per clone, so that two clones on one machine do not share a container.
const compose = ["compose", "-p", `roundsman-${cloneId}`, "-f", "docker-compose.ai-ml.yml"];

/** The container's password: the one that was chosen, else one generated once and kept. */
const password = () => {
  if (process.env.POSTGRES_PASSWORD) return process.env.POSTGRES_PASSWORD;
  const file = inHome("container.key");
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, randomBytes(24).toString("base64url"), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return readFileSync(file, "utf8");
};

/**
 * Starts the PostGIS service of the compose file where a Docker engine answers, and maps to its address; else undefined.
 * @param {(line: string) => void} onLine @returns {Promise<string | undefined>}
 */
export const runDocker = async (onLine) => {
  if ((await ask("docker", ["info"])).code !== 0) return undefined;
  if ((await ask("docker", ["compose", "version"])).code !== 0) return undefined;
  const env = { ...process.env, POSTGRES_PASSWORD: password() };
  const docker = (/** @type {string[]} */ ...args) =>
    ask("docker", [...compose, ...args], { env, cwd: root });
  const what = "Starting PostgreSQL with PostGIS in a container";
  await perform("docker", "docker", [...compose, "up", "-d", "postgres"], { what, onLine, env, cwd: root });
  const port = /:(\d+)\s*$/.exec((await docker("port", "postgres", "5432")).out)?.[1];
  for (let waited = 0; port && waited < 240; waited += 1) {
    const ready = await docker("exec", "-T", "postgres", "pg_isready", "-h", "127.0.0.1", "-U", "roundsman");
    if (ready.code === 0)
      return `postgresql://roundsman:${encodeURIComponent(password())}@127.0.0.1:${port}/roundsman`;
    await sleep(500);
  }
  const read = `docker compose -p roundsman-${cloneId} -f docker-compose.ai-ml.yml logs postgres`;
  throw new Failure(`The PostgreSQL container did not become ready: \`${read}\` says why.`);
};
