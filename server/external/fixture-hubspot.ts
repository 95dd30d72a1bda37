import { systemClock } from "#server/external/clock.ts";
import type { ServiceRequest, ServiceResponse } from "#server/external/core/call.ts";
import { CRM_ID, type CrmRecord } from "#server/external/core/crm-record.ts";
import { USUAL_POLICY } from "#server/external/core/policy.ts";
import { createHubspot, type EmulatedObject } from "#server/external/emulator/hubspot.ts";
import { createMemoryLedger } from "#server/external/fixture-ledger.ts";
import { noWork } from "#server/external/fixture-work.ts";
import { createGateway } from "#server/external/gateway.ts";
import { createHubspotClient } from "#server/external/hubspot-client.ts";
import { heedLimits } from "#server/external/hubspot-limits.ts";
import type { CrmWord } from "#server/external/hubspot-sync.ts";
import prices from "#server/external/prices.json" with { type: "json" };
import { AppError } from "#server/lib/errors.ts";
import { seeded } from "#server/lib/random.ts";
import { createMemoryCache } from "#server/platform/cache.memory.ts";

/** What goes wrong with a request on its way: another answer in place of the real one, or null where nothing does. */
export type Mishap = (
  request: ServiceRequest,
  answer: () => Promise<ServiceResponse>,
) => Promise<ServiceResponse> | null;

/** The emulated HubSpot behind the real client and the real way out, with a clock to set and faults to make. It begins with companies alone. */
export const createHubspotScene = async (companies: readonly EmulatedObject[] = []) => {
  const [sheet] = prices.hubspot;
  if (sheet === undefined) throw new Error("prices.json: found none for hubspot, expected one");
  const scene = { nowMs: Date.parse("2026-11-23T08:00:00Z"), mishap: null as Mishap | null };
  const sent: ServiceRequest[] = [];
  const api = createHubspot({
    types: {
      companies: { objects: async () => companies, required: ["name"] },
      tickets: { objects: async () => [], required: ["subject", "hs_pipeline_stage"] },
    },
    ...{ idProperty: CRM_ID, sheet: () => sheet },
  });
  const clock = { ...systemClock, nowMs: () => scene.nowMs };
  const report = () => {};
  const unlimited = { unitsPerDay: null, unitsPerMinute: null, requestsPerSecond: null };
  const gateway = await createGateway({
    services: {
      hubspot: {
        transport: heedLimits(async (request) => {
          sent.push(request);
          const answer = async () => {
            const { status, body } = await api.read(request).work(scene.nowMs);
            return { status, headers: {}, text: JSON.stringify(body) };
          };
          return scene.mishap?.(request, answer) ?? answer();
        }),
        prices: [{ ...sheet, limits: unlimited }],
        ...{ policy: { ...USUAL_POLICY, retry: { ...USUAL_POLICY.retry, mostTries: 3 } }, isEmulator: true },
      },
    },
    ledger: createMemoryLedger().storeOf(),
    cache: createMemoryCache({ maxBytes: 1_000_000, now: clock.nowMs }),
    deferred: noWork(clock),
    ...{ clock, report, random: seeded(7).float },
  });
  const client = createHubspotClient(gateway);
  const count = (end: string) => sent.filter(({ path }) => path.endsWith(end)).length;
  return Object.assign(scene, { api, client, gateway, sent, count });
};

/** Records of ours in memory, with the words of the CRM that changed them. */
export const createKeptRecords = <R extends CrmRecord>(list: readonly R[]) => {
  const records = new Map(list.map((record) => [record.id, record]));
  const words: CrmWord<R>[] = [];
  return {
    ...{ records, words },
    recordsOf: async (_: number, ids: readonly string[] | null): Promise<R[]> =>
      [...records.values()].filter(({ externalId }) => ids === null || ids.includes(externalId)),
    async change(_: number, word: CrmWord<R>): Promise<void> {
      const held = records.get(word.id);
      if (held === undefined || Object.entries(word.from).some(([f, v]) => Reflect.get(held, f) !== v))
        throw new AppError("CONFLICT", `record ${word.id} changed since`);
      words.push(word);
      records.set(word.id, { ...held, ...word.to });
    },
  };
};
