import type { ServiceRequest, ServiceResponse, Transport } from "#server/external/core/call.ts";
import type { Clock } from "#server/external/core/clock.ts";
import type { PriceSheet } from "#server/external/core/prices.ts";
import { createAccount } from "#server/external/emulator/account.ts";
import { FAULT_KINDS, fateOf, type Profile } from "#server/external/emulator/faults.ts";
import type { EmulatedApi } from "#server/external/emulator/graphhopper.ts";
import { type Random, seeded } from "#server/lib/random.ts";

/** What an emulated service does with a request. */
export type Done = {
  afterMs: number;
  /** `whole`, or how the answer goes wrong on its way. */
  way: "whole" | "silence" | "trickle" | "reset";
  response: ServiceResponse;
};

/** Says that what answers is no real service; every answer carries it. */
export const EMULATOR_HEADER = "x-emulator";

const wordy = (text: string): string =>
  text.replace(/:(-?\d+(\.\d+)?)/g, ':"$1"').replace(/([[,])(-?\d+(\.\d+)?)(?=[,\]])/g, '$1"$2"');

/** A service of ours that behaves as one of theirs: by its interface, its limits, its bill and its faults. */
export const createEmulator = ({
  api,
  sheet,
  profile,
  clock,
  seed,
}: {
  api: EmulatedApi;
  sheet: PriceSheet;
  profile: Profile;
  clock: Pick<Clock, "nowMs" | "elapsedMs">;
  seed: string;
}) => {
  const account = createAccount(sheet.limits);
  const random: Random = seeded(seed);
  const startMs = clock.elapsedMs();

  const headersOf = ({ remaining, resetS }: { remaining: number | null; resetS: number }) => ({
    "content-type": "application/json",
    [EMULATOR_HEADER]: "roundsman",
    ...(remaining === null
      ? {}
      : { "x-ratelimit-remaining": `${remaining}`, "x-ratelimit-reset": `${resetS}` }),
  });

  const handle = async (request: ServiceRequest): Promise<Done> => {
    const { afterMs, kind } = fateOf(profile, clock.elapsedMs() - startMs, random);
    const nowMs = clock.nowMs();
    const plain = (status: number, message: string): ServiceResponse => ({
      ...{ status, text: JSON.stringify({ message }) },
      headers: { "content-type": "application/json", [EMULATOR_HEADER]: "roundsman" },
    });
    if (kind === "reset") return { afterMs, way: "reset", response: plain(500, "reset") };
    if (kind === "throttle") return { afterMs, way: "whole", response: plain(429, "Too many requests") };
    if (kind !== null && !FAULT_KINDS[kind].isBilled)
      return { afterMs, way: "whole", response: plain(503, "Service unavailable") };
    const { units, work } = api.read(request);
    const admission = account.admit(units, nowMs);
    if (!admission.isAdmitted) {
      const headers = headersOf({ ...admission, remaining: 0 });
      return {
        afterMs: afterMs / 4,
        way: "whole",
        response: { ...plain(429, "API limit reached"), headers },
      };
    }
    if (kind === "late-error") return { afterMs, way: "whole", response: plain(503, "Service unavailable") };
    const { status, body } = await work(nowMs);
    const whole = JSON.stringify(body);
    const text = kind === "cut" ? whole.slice(0, whole.length / 2) : kind === "types" ? wordy(whole) : whole;
    const way = kind === "silence" || kind === "trickle" ? kind : "whole";
    return { afterMs, way, response: { status, headers: headersOf(admission), text } };
  };

  return {
    handle,
    bill: account.bill,
    /** The way to it without a network, in the time of a clock: for measuring the policy alone. */
    transportIn:
      (time: Pick<Clock, "after">): Transport =>
      (request, signal) =>
        new Promise((resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason));
          handle(request).then(({ afterMs, way, response }) => {
            if (way === "silence" || way === "trickle") return;
            time.after(afterMs, () =>
              way === "reset" ? reject(new Error("connection reset")) : resolve(response),
            );
          }, reject);
        }),
  };
};
/** A service of ours that behaves as one of theirs. */
export type Emulator = ReturnType<typeof createEmulator>;
