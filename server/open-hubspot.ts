import type { Base } from "#server/compose.ts";
import { systemClock } from "#server/external/clock.ts";
import { COMPANY_ID, companyOf } from "#server/external/core/company.ts";
import { createHubspot, type EmulatedCompany } from "#server/external/emulator/hubspot.ts";
import type { Gateway, ServiceSetup } from "#server/external/gateway.ts";
import { createHubspotClient } from "#server/external/hubspot-client.ts";
import { heedLimits } from "#server/external/hubspot-limits.ts";
import { createHubspotSync } from "#server/external/hubspot-sync.ts";
import prices from "#server/external/prices.json" with { type: "json" };
import { createTransport } from "#server/external/transport.ts";
import { businessCustomersOf } from "#server/fleet/customer-store.ts";
import type { Fleet } from "#server/fleet/service.ts";
import { demoCity, openAccount } from "#server/open-account.ts";
import { emulate, policyWithin } from "#server/open-emulator.ts";
import { systemScope } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";
import type { Every } from "#server/platform/every.ts";

const SYNC_MS = 60_000;
/** Requests a day of a fleet whose every customer changes daily, ten times over: more than that is a fault of ours. */
const REQUESTS_PER_DAY = 20_000;
/** Customers of the demo city that its CRM knows: enough to look at, and light. */
const DEMO_CUSTOMERS = 40;
/** Every so many-th of them is not at the emulated CRM at first; another has a telephone of its own there. */
const DEMO_STEP = 8;

/** What the CRM of the demo city holds at first: its customers but for some, and some of them with news. */
const demoCompanies = async (db: Db): Promise<EmulatedCompany[]> => {
  const organisationId = await demoCity(db);
  if (organisationId === null) return [];
  const which = { externalIds: null, most: DEMO_CUSTOMERS };
  const customers = await businessCustomersOf(db, organisationId, which);
  return customers.flatMap((customer, i) => {
    if (i % DEMO_STEP === 0) return [];
    const news = i % DEMO_STEP === 1 ? { phone: `+44 20 7946 ${String(i).padStart(4, "0")}` } : {};
    return [{ key: customer.externalId, properties: { ...companyOf(customer), ...news } }];
  });
};

/** How HubSpot is reached: where no token is given, an emulator stands in with some customers of the demo city. */
export const setUpHubspot = ({ db, env }: Base): ServiceSetup => {
  const setup = { policy: policyWithin(REQUESTS_PER_DAY), prices: prices.hubspot };
  const { hubspot } = env;
  if (hubspot.token !== null) {
    const headers = { authorization: `Bearer ${hubspot.token}` };
    const transport = heedLimits(createTransport({ url: hubspot.url, headers }));
    return { ...setup, transport, isEmulator: false };
  }
  return emulate(setup, "hubspot", (sheet) =>
    createHubspot({ companies: () => demoCompanies(db), idProperty: COMPANY_ID, sheet }),
  );
};

/** Opens what keeps customers and companies of the CRM alike. */
export const openHubspot = (
  { db, env, log }: Base,
  { fleet, gateway }: { fleet: Fleet; gateway: Gateway },
) => {
  const account = openAccount({ db, env }, env.hubspot.token === null);
  const most = env.hubspot.token === null ? DEMO_CUSTOMERS : null;
  const sync = createHubspotSync({
    ...{ db, client: createHubspotClient(gateway), nowMs: systemClock.nowMs },
    customersOf: (organisationId, externalIds) =>
      fleet.businessCustomers(organisationId, { externalIds, most }),
    change: (organisationId, word) => fleet.changeCustomer(systemScope(organisationId, "HubSpot"), word),
    report: (sentences) => log.warn({ sentences }, "customers that HubSpot and this do not agree on"),
  });
  return {
    account,
    /** Notes that customers changed, by the number of the announcement; of others than the account's nothing is sent. */
    async customersChanged(organisationId: number, announcement: bigint): Promise<void> {
      if ((await account.organisation()) === organisationId)
        await sync.noteChange(organisationId, announcement);
    },
    /** Takes in what the CRM changed, and sends what changed here, each minute. */
    start(every: Every): void {
      every("HubSpot", SYNC_MS, () => account.whileItAnswers(sync.sync));
    },
  };
};
