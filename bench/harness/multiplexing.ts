import { CHANNELS } from "#server/live.schema.ts";
import type { Fact } from "./line.ts";
import { type LiveLoad, runLiveLoad } from "./live-load.ts";
import { summarize } from "./measure.ts";

/** Names of the live channels. */
export const LIVE_NAMES: readonly string[] = Object.keys(CHANNELS);

const perSecond = ({ serverCpuMs, seconds }: LiveLoad): number => serverCpuMs / seconds;

const together = (a: LiveLoad, b: LiveLoad): LiveLoad => ({
  connectMs: [...a.connectMs, ...b.connectMs],
  latencyMs: [...a.latencyMs, ...b.latencyMs],
  values: a.values + b.values,
  cpuMs: a.cpuMs + b.cpuMs,
  serverCpuMs: a.serverCpuMs + b.serverCpuMs,
  bytes: a.bytes + b.bytes,
  seconds: a.seconds + b.seconds,
  sockets: a.sockets,
});

// What is published is sent at once: nothing is gathered into a frame.
const AT_ONCE_MS = 1;

/**
 * Sends the same events to readers with one socket each, then with a socket per channel, then with one socket and what is
 * published sent at once, and compares.
 */
export const multiplexingFacts = async (load: {
  clients: number;
  eventsPerS: number;
  seconds: number;
}): Promise<Fact[]> => {
  const { clients, eventsPerS, seconds } = load;
  const half = { ...load, seconds: seconds / 2 };
  const runOne = () => runLiveLoad({ ...half, sockets: [[...LIVE_NAMES]] });
  const runAtOnce = () => runLiveLoad({ ...half, sockets: [[...LIVE_NAMES]], frameMs: AT_ONCE_MS });
  const runEach = () => runLiveLoad({ ...half, sockets: LIVE_NAMES.map((name) => [name]) });
  // Whoever comes first pays for the compiling of the code that both use, so each way comes first once.
  await runLiveLoad({ ...half, seconds: 1, sockets: [[...LIVE_NAMES]] });
  const first = await runOne();
  const firstAtOnce = await runAtOnce();
  const each = together(await runEach(), await runEach());
  const atOnce = together(firstAtOnce, await runAtOnce());
  const one = together(first, await runOne());
  const latency = summarize(one.latencyMs);
  const latencyEach = summarize(each.latencyMs);
  const connect = summarize(one.connectMs);
  const connectEach = summarize(each.connectMs);
  const beside = (what: string, ours: number, theirs: number) => ({
    against: { what, times: theirs / ours },
  });
  const pair = (name: string, unit: string, ours: number, theirs: number): Fact[] => [
    {
      ...{ name: `${name}, one socket`, value: ours, unit },
      // What one socket costs, not that it is one.
      ...(name.startsWith("CPU") ? beside("a socket per channel", ours, theirs) : {}),
    },
    {
      name: `${name}, a socket per channel (baseline)`,
      value: theirs,
      unit,
      note: `${(theirs / ours).toFixed(1)} times ours.`,
    },
  ];
  return [
    {
      name: "publication to reader, p95",
      value: latency.p95,
      unit: "ms",
      target: { atMost: 100 },
      summary: latency,
      note: `${eventsPerS} events/s over ${LIVE_NAMES.length} channels, 500 vehicles, to ${clients} readers for ${seconds} s; positions sampled; includes the wait for the frame of 50 ms. Hub and readers are two processes on one clock (1 ms).`,
    },
    {
      name: "publication to reader, p95, a socket per channel (baseline)",
      value: latencyEach.p95,
      unit: "ms",
      summary: latencyEach,
    },
    ...pair("CPU of the hub per second", "ms", perSecond(one), perSecond(each)),
    ...pair("CPU of the readers per second", "ms", one.cpuMs / seconds, each.cpuMs / seconds),
    {
      ...{ name: "CPU of hub and readers per second, gathered into frames", unit: "ms" },
      value: perSecond(one) + one.cpuMs / seconds,
      ...beside(
        "what is published sent at once",
        perSecond(one) + one.cpuMs / seconds,
        perSecond(atOnce) + atOnce.cpuMs / seconds,
      ),
      note: `Sent at once: ${((atOnce.serverCpuMs + atOnce.cpuMs) / seconds).toFixed(1)} ms, ${(atOnce.bytes / 1e6).toFixed(1)} MB, p95 ${summarize(atOnce.latencyMs).p95.toFixed(1)} ms.`,
    },
    ...pair("sockets on the server", "", one.sockets, each.sockets),
    ...pair("bytes both ways with handshakes", "MB", one.bytes / 1e6, each.bytes / 1e6),
    {
      name: "a reader ready on all channels, median, one socket",
      value: connect.median,
      unit: "ms",
      summary: connect,
      ...beside("a socket per channel", connect.median, connectEach.median),
    },
    {
      name: "a reader ready on all channels, median, a socket per channel (baseline)",
      value: connectEach.median,
      unit: "ms",
      summary: connectEach,
      note: `${(connectEach.median / connect.median).toFixed(1)} times ours.`,
    },
  ];
};
