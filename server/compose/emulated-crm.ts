import { demoCity } from "#server/compose/open-account.ts";
import { COMPANY } from "#server/external/core/company.ts";
import { CRM_ID } from "#server/external/core/crm-record.ts";
import { CRM_SITE } from "#server/external/core/crm-site.ts";
import { TICKET } from "#server/external/core/crm-ticket.ts";
import type { PriceSheet } from "#server/external/core/prices.ts";
import { createHubspot, type EmulatedObject } from "#server/external/emulator/hubspot.ts";
import { type Link, readLinks } from "#server/external/link-store.ts";
import type { CrmKind } from "#server/external/schema.ts";
import { businessCustomersOf } from "#server/fleet/customer-store.ts";
import { businessOrdersOf } from "#server/fleet/order-store.ts";
import { businessSitesOf } from "#server/fleet/site-store.ts";
import type { Db } from "#server/platform/db.ts";

/** Customers and orders of the demo city that its CRM knows: enough to look at, and light. */
export const DEMO_MOST = 40;
/** What the emulated CRM calls the objects that stand for sites. */
export const DEMO_SITE_TYPE = "p_sites";
/** Every so many-th record is not at the emulated CRM at first; another has news there. */
const STEP = 8;

const objectsOf = <R extends { id: number; externalId: string }>(
  records: readonly R[],
  links: readonly Link[],
  propertiesOf: (record: R) => Readonly<Record<string, string>>,
  newsOf: (record: R, i: number) => Readonly<Record<string, string>>,
): EmulatedObject[] => {
  const linked = new Map(links.map((link) => [link.ourId, link.base]));
  return records.flatMap((record, i) => {
    // What both had when this was stopped it still has, as a CRM has that is never stopped.
    const had = linked.get(record.id);
    if (had === undefined && i % STEP === 0) return [];
    const news = had === undefined && i % STEP === 1 ? newsOf(record, i) : {};
    return [{ key: record.externalId, properties: { ...propertiesOf(record), ...had, ...news } }];
  });
};

/** The CRM of the demo city: its customers, their sites and their orders but for some, and some of them with news. */
export const emulatedCrm = (db: Db, sheet: () => PriceSheet) => {
  const inDemo =
    (kind: CrmKind, objects: (organisationId: number, links: readonly Link[]) => Promise<EmulatedObject[]>) =>
    async (): Promise<EmulatedObject[]> => {
      const organisationId = await demoCity(db);
      if (organisationId === null) return [];
      return objects(organisationId, await readLinks(db, { organisationId, service: "hubspot", kind }));
    };
  const orders = (organisationId: number) =>
    businessOrdersOf(db, organisationId, { externalIds: null, most: DEMO_MOST });
  return createHubspot({
    idProperty: CRM_ID,
    sheet,
    types: {
      companies: {
        required: ["name"],
        objects: inDemo("customer", async (organisationId, links) =>
          objectsOf(
            await businessCustomersOf(db, organisationId, { externalIds: null, most: DEMO_MOST }),
            links,
            COMPANY.fieldsOf,
            (_, i) => ({ phone: `+44 20 7946 ${String(i).padStart(4, "0")}` }),
          ),
        ),
      },
      [DEMO_SITE_TYPE]: {
        required: ["name"],
        objects: inDemo("site", async (organisationId, links) =>
          objectsOf(
            await businessSitesOf(db, organisationId, { externalIds: null, mostCustomers: DEMO_MOST }),
            links,
            CRM_SITE.fieldsOf,
            // Longer open than we know: what plans stand on is ours, so it is put back there.
            (site) => CRM_SITE.fieldsOf({ ...site, windowEndMin: Math.min(1_440, site.windowEndMin + 30) }),
          ),
        ),
      },
      tickets: {
        required: ["subject", "hs_pipeline_stage"],
        objects: inDemo("ticket", async (organisationId, links) => {
          const known = await orders(organisationId);
          const [site] = await businessSitesOf(db, organisationId, { externalIds: null, mostCustomers: 1 });
          const wanted = {
            ...{ subject: "Extra lift wanted", hs_pipeline_stage: "1", roundsman_kind: "extra-lift" },
            content: "Stocktaking this week: one more lift, please, any morning before ten",
          };
          return [
            ...objectsOf(
              known,
              links,
              (order) => ({ ...TICKET.atFirst?.(order), ...TICKET.fieldsOf(order) }),
              ({ description }) => ({ content: `${description}. Ring the bell at the back gate` }),
            ),
            // One that was written down at the CRM, and is no order here yet.
            ...(site === undefined || links.length > 0
              ? []
              : [
                  {
                    ...{ key: "", seed: "extra lift" },
                    properties: {
                      ...{ ...wanted, roundsman_site_id: site.externalId },
                      roundsman_stream: site.streams[0] ?? "",
                    },
                  },
                ]),
          ];
        }),
      },
    },
  });
};
