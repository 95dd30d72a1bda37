import { setTimeout as sleep } from "node:timers/promises";
import type { VehicleEvent } from "#server/operations/schema.ts";
import type { Stage } from "./stage.ts";

/** What was sent: when each position left, by vehicle and speed, and how long the server took to acknowledge. */
export type Traffic = {
  sentAt: { name: string; speedKmh: number; atMs: number }[];
  ackMs: number[];
  events: number;
  seconds: number;
};

const BATCHES_PER_S = 10;
const CENTRE = { lng: -5.6, lat: 51.3 };
const STEP_DEG = 0.0001;

/** Wall time in milliseconds with fractions, on the clock the browser has too. */
const wallMs = (): number => performance.timeOrigin + performance.now();

let sequence = Date.now();

/**
 * Posts positions of the stage's first `vehicles`, each once a second, for `seconds`, through ingestion, ten batches a
 * second at their times whether or not the earlier ones are acknowledged.
 */
export const drive = async (
  stage: Stage,
  { vehicles, seconds }: { vehicles: number; seconds: number },
): Promise<Traffic> => {
  const traffic: Traffic = { sentAt: [], ackMs: [], events: 0, seconds };
  const fleet = stage.vehicles.slice(0, vehicles);
  const share = Math.ceil(fleet.length / BATCHES_PER_S);
  const open = new Set<Promise<void>>();
  const startedAt = performance.now();
  for (let batch = 0; batch < seconds * BATCHES_PER_S; batch++) {
    const waitMs = startedAt + (batch * 1_000) / BATCHES_PER_S - performance.now();
    if (waitMs > 0) await sleep(waitMs);
    const turn = Math.floor(batch / BATCHES_PER_S);
    const from = (batch % BATCHES_PER_S) * share;
    const atMs = wallMs();
    const at = new Date(atMs).toISOString();
    sequence += 1;
    const events = fleet.slice(from, from + share).map(({ id, name }, i): VehicleEvent => {
      const angle = ((from + i) * 2.399963) % (2 * Math.PI);
      const reach = 0.002 * Math.sqrt(from + i) + turn * STEP_DEG;
      // Speeds follow each other in a circle longer than any delay, so a speed on the page names its event.
      const speedKmh = 10 + ((turn + i) % 90);
      traffic.sentAt.push({ name, speedKmh, atMs });
      return {
        ...{ vehicleId: id, sequence, at, kind: "position" },
        lng: CENTRE.lng + reach * Math.cos(angle),
        lat: CENTRE.lat + reach * 0.6 * Math.sin(angle),
        ...{ speedKmh, headingDeg: ((angle * 180) / Math.PI) % 360 },
      };
    });
    const post = (async () => {
      const sentAt = performance.now();
      const answer = await fetch(`${stage.url}/api/v1/telemetry`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-api-key": stage.apiKey },
        body: JSON.stringify({ events }),
      });
      if (!answer.ok) throw new Error(`telemetry answered ${answer.status}: ${await answer.text()}`);
      await answer.arrayBuffer();
      traffic.events += events.length;
      traffic.ackMs.push(performance.now() - sentAt);
    })();
    open.add(post);
    post.then(
      () => open.delete(post),
      () => {},
    );
  }
  await Promise.all(open);
  return traffic;
};
