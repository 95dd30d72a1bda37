import { Agent, type OutgoingHttpHeaders, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Request } from "autocannon";
import { seeded } from "#server/lib/random.ts";

const SEED = 11;
const TEXT_KEPT = 200;

/** What became of requests that were sent at their times. */
export type Paced = {
  /** From when each was due to its last byte, ms. */
  tookMs: number[];
  answeredPerS: number;
};

/**
 * Sends requests at the times of a Poisson process, `perS` of them a second on average, over at most `sockets`
 * connections that stay open, whether or not those before are answered. One that waits for a connection is late from
 * when it was due, so a server that stops is told by all that came meanwhile and not by those it held alone.
 */
export const sendPaced = async (
  url: string,
  requestOf: (n: number) => Request,
  {
    perS,
    seconds,
    sockets,
    refused,
  }: {
    perS: number;
    seconds: number;
    sockets: number;
    /** Told of each answer that is none of success, and of each that did not come, as status 0. */
    refused: (n: number, status: number, body: string) => void;
  },
): Promise<Paced> => {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  const { hostname, port } = new URL(url);
  const random = seeded(SEED);
  const tookMs: number[] = [];

  const send = (n: number, dueMs: number): Promise<void> =>
    new Promise((resolve) => {
      const { method = "GET", path = "/", headers = {}, body } = requestOf(n);
      const end = (status: number, text: string): void => {
        tookMs.push(performance.now() - dueMs);
        if (status < 200 || status > 299) refused(n, status, text);
        resolve();
      };
      const asked = { agent, hostname, port, method, path, headers: headers as OutgoingHttpHeaders };
      const sent = request(asked, (answer) => {
        let text = "";
        answer.on("data", (chunk: Buffer) => {
          if (text.length < TEXT_KEPT) text += chunk.toString("utf8");
        });
        answer.on("end", () => end(answer.statusCode ?? 0, text));
        answer.on("error", (error) => end(0, String(error)));
      });
      sent.on("error", (error) => end(0, String(error)));
      sent.end(body);
    });

  const startMs = performance.now();
  const endMs = startMs + seconds * 1_000;
  const sending: Promise<void>[] = [];
  const gapMs = (): number => (-Math.log(1 - random.float()) * 1_000) / perS;
  for (let dueMs = startMs + gapMs(); dueMs < endMs; dueMs += gapMs()) {
    while (performance.now() < dueMs) await sleep(1);
    sending.push(send(sending.length, dueMs));
  }
  await Promise.all(sending);
  const answeredPerS = sending.length / ((performance.now() - startMs) / 1_000);
  agent.destroy();
  return { tookMs, answeredPerS };
};
