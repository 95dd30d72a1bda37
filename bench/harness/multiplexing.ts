import { CHANNELS } from "#server/live.schema.ts";
import type { Fact } from "./line.ts";
import { type LiveLoad, runLiveLoad } from "./live-load.ts";
import { summarize } from "./measure.ts";

/** Names of the live channels. */
export const LIVE_NAMES: readonly string[] = Object.keys(CHANNELS);

const perSecond = ({ serverCpuMs, seconds }: LiveLoad): number => serverCpuMs / seconds;

/** Sends the same events to readers with one socket each, then with a socket per channel, and compares. */
export const multiplexingFacts = async (load: {
  clients: number;
  eventsPerS: number;
  seconds: number;
}): Promise<Fact[]> => {
  const { clients, eventsPerS, seconds } = load;
  const one = await runLiveLoad({ ...load, sockets: [[...LIVE_NAMES]] });
  const each = await runLiveLoad({ ...load, sockets: LIVE_NAMES.map((name) => [name]) });
  const latency = summarize(one.latencyMs);
  const latencyEach = summarize(each.latencyMs);
  const connect = summarize(one.connectMs);
  const connectEach = summarize(each.connectMs);
  const pair = (name: string, unit: string, ours: number, theirs: number): Fact[] => [
    { name: `${name}, one socket`, value: ours, unit },
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
    ...pair("sockets on the server", "", one.sockets, each.sockets),
    ...pair("bytes both ways with handshakes", "MB", one.bytes / 1e6, each.bytes / 1e6),
    {
      name: "a reader ready on all channels, median, one socket",
      value: connect.median,
      unit: "ms",
      summary: connect,
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
