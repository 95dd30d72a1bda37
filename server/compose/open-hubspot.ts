import { DEMO_MOST, DEMO_SITE_TYPE, emulatedCrm } from "#server/compose/emulated-crm.ts";
import { openAccount } from "#server/compose/open-account.ts";
import { emulate, policyWithin } from "#server/compose/open-emulator.ts";
import type { Base } from "#server/compose.ts";
import { systemClock } from "#server/external/clock.ts";
import { COMPANY, type CrmCustomer } from "#server/external/core/company.ts";
import type { CrmRecord } from "#server/external/core/crm-record.ts";
import { CRM_SITE, type CrmSite } from "#server/external/core/crm-site.ts";
import { type CrmTicket, newOrderOf, TICKET } from "#server/external/core/crm-ticket.ts";
import { createCrmOverview } from "#server/external/crm-overview.ts";
import type { Gateway, ServiceSetup } from "#server/external/gateway.ts";
import type { HubspotObject } from "#server/external/hubspot.schema.ts";
import { createHubspotClient } from "#server/external/hubspot-client.ts";
import { heedLimits } from "#server/external/hubspot-limits.ts";
import {
  type Adopted,
  createHubspotSync,
  type HubspotSync,
  type HubspotSyncOptions,
  objectKindOf,
} from "#server/external/hubspot-sync.ts";
import prices from "#server/external/prices.json" with { type: "json" };
import type { CrmKind } from "#server/external/schema.ts";
import { createTransport } from "#server/external/transport.ts";
import type { Fleet } from "#server/fleet/service.ts";
import { AppError } from "#server/lib/errors.ts";
import { systemScope } from "#server/platform/audit.ts";
import type { Every } from "#server/platform/every.ts";

const ACTOR = "HubSpot";
const SYNC_MS = 60_000;
/** Requests a day of a fleet whose every customer changes daily, ten times over: more than that is a fault of ours. */
const REQUESTS_PER_DAY = 20_000;

/** How HubSpot is reached: where no token is given, an emulator stands in with some records of the demo city. */
export const setUpHubspot = ({ db, env }: Base): ServiceSetup => {
  const setup = { policy: policyWithin(REQUESTS_PER_DAY), prices: prices.hubspot };
  const { hubspot } = env;
  if (hubspot.token !== null) {
    const headers = { authorization: `Bearer ${hubspot.token}` };
    const transport = heedLimits(createTransport({ url: hubspot.url, headers }));
    return { ...setup, transport, isEmulator: false };
  }
  return emulate(setup, "hubspot", (sheet) => emulatedCrm(db, sheet));
};

/** Makes the order of a ticket that was written down at the CRM; a sentence where it cannot be one. */
const adoptTicket =
  (fleet: Pick<Fleet, "addOrder">, nowMs: () => number) =>
  async (organisationId: number, { id, properties }: HubspotObject): Promise<Adopted<CrmTicket>> => {
    const wanted = newOrderOf(id, properties);
    if (wanted === null || typeof wanted === "string") return wanted;
    const asked = { ...wanted, requestedAt: new Date(nowMs()) };
    return fleet.addOrder(systemScope(organisationId, ACTOR), asked).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "BAD_REQUEST") return `ticket ${id}: ${error.message}`;
      throw error;
    });
  };

/** Opens what keeps customers, sites and orders alike with companies, objects and tickets of the CRM. */
export const openHubspot = (
  { db, env, log }: Base,
  { fleet, gateway }: { fleet: Fleet; gateway: Gateway },
) => {
  const isEmulated = env.hubspot.token === null;
  const account = openAccount({ db, env }, isEmulated);
  const most = isEmulated ? DEMO_MOST : null;
  const siteType = isEmulated ? DEMO_SITE_TYPE : env.hubspot.siteType;
  const client = createHubspotClient(gateway);
  const scopeOf = (organisationId: number) => systemScope(organisationId, ACTOR);
  const { nowMs } = systemClock;

  const syncOf = <R extends CrmRecord>(
    type: string,
    options: Pick<HubspotSyncOptions<R>, "of" | "shape" | "recordsOf" | "change" | "adopt">,
  ): HubspotSync =>
    createHubspotSync<R>({
      ...{ ...options, db, client, nowMs },
      objects: objectKindOf(type, `${options.of}s`, options.shape),
      report: (sentences) => log.warn({ sentences }, `${options.of}s that HubSpot and this do not agree on`),
    });
  const syncs = new Map<CrmKind, HubspotSync>([
    [
      "customer",
      syncOf<CrmCustomer>("companies", {
        ...{ of: "customer", shape: COMPANY },
        recordsOf: (id, externalIds) => fleet.businessCustomers(id, { externalIds, most }),
        change: (id, word) => fleet.changeCustomer(scopeOf(id), word),
      }),
    ],
    [
      "ticket",
      syncOf<CrmTicket>("tickets", {
        ...{ of: "ticket", shape: TICKET },
        recordsOf: (id, externalIds) =>
          fleet.businessOrders(id, { externalIds, most: externalIds === null ? most : null }),
        change: (id, word) => fleet.changeOrder(scopeOf(id), word),
        adopt: adoptTicket(fleet, nowMs),
      }),
    ],
  ]);
  if (siteType !== null)
    syncs.set(
      "site",
      syncOf<CrmSite>(siteType, {
        ...{ of: "site", shape: CRM_SITE },
        recordsOf: (id, externalIds) => fleet.businessSites(id, { externalIds, mostCustomers: most }),
        change: (id, word) => fleet.changeSite(scopeOf(id), word),
      }),
    );

  return {
    account,
    overview: createCrmOverview({
      ...{ db, service: "hubspot", actor: ACTOR, account: account.organisation, nowMs },
      isSetUp: (kind) => syncs.has(kind),
    }),
    /** Notes that records changed, by the number of the announcement; of others than the account's nothing is sent. */
    async changed(organisationId: number, kind: CrmKind, announcement: bigint): Promise<void> {
      if ((await account.organisation()) === organisationId)
        await syncs.get(kind)?.noteChange(organisationId, announcement);
    },
    /** Takes in what the CRM changed, and sends what changed here, each minute. */
    start(every: Every): void {
      // Each kind by itself: where HubSpot has no object for one, the others go on.
      for (const [kind, { sync }] of syncs)
        every(`HubSpot ${kind}s`, SYNC_MS, () => account.whileItAnswers(sync));
    },
  };
};
