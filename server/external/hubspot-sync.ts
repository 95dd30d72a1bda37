import {
  COMPANY_ID,
  COMPANY_RULES,
  type CrmCustomer,
  type CustomerChange,
  companyOf,
  customerChangeOf,
  readCompany,
} from "#server/external/core/company.ts";
import { type Conflict, type Fields, type Merged, mergeFields } from "#server/external/core/three-way.ts";
import { readCursor, writeCursor } from "#server/external/cursor-store.ts";
import type { HubspotObject } from "#server/external/hubspot.schema.ts";
import type { HubspotClient, ObjectKind } from "#server/external/hubspot-client.ts";
import { type Link, readLinks, writeLinks } from "#server/external/link-store.ts";
import { AppError } from "#server/lib/errors.ts";
import { groupBy } from "#server/lib/group-by.ts";
import type { Db } from "#server/platform/db.ts";

const SERVICE = "hubspot";
/** Companies of HubSpot as this product keeps them. */
export const COMPANIES: ObjectKind = {
  ...{ type: "companies", idProperty: COMPANY_ID, modified: "hs_lastmodifieddate" },
  properties: Object.keys(COMPANY_RULES),
};
/** Pages of a search in one go. */
const PAGES = 20;
/** A search finds what changed some seconds late. */
const OVERLAP_MS = 60_000;
const AT_ONCE = 500;

type PullState = { isWhole: boolean; after: string | null };
type Pair = { customer: CrmCustomer; link: Link | null; company: HubspotObject | null };
type Decided = Pair & { merged: Merged };

/** What a customer changes to by a word of the CRM, decided from how he was read. */
export type CrmWord = {
  id: number;
  from: CustomerChange;
  to: CustomerChange;
  isConflict: boolean;
  refused: { theirs: Fields; ours: Fields } | null;
};

/** What keeping customers and companies alike needs. */
export type HubspotSyncOptions = {
  db: Db;
  client: HubspotClient;
  /** The customers that the CRM knows, or those of them with some external ids. */
  customersOf: (organisationId: number, externalIds: readonly string[] | null) => Promise<CrmCustomer[]>;
  /** Changes a customer; rejects with CONFLICT where he was changed since he was read. */
  change: (organisationId: number, word: CrmWord) => Promise<void>;
  nowMs: () => number;
  report: (sentences: readonly string[]) => void;
};

const modifiedMs = ({ properties, updatedAt }: HubspotObject): number => {
  const ms = Date.parse(properties[COMPANIES.modified] ?? "");
  return Number.isNaN(ms) ? Date.parse(updatedAt) : ms;
};
const versionOf = (company: HubspotObject): string => String(modifiedMs(company));

const valuesOf = (conflicts: readonly Conflict[], side: "ours" | "theirs"): Fields =>
  Object.fromEntries(conflicts.map((conflict) => [conflict.field, conflict[side]]));

const wordOf = ({ customer, merged: { toOurs, conflicts } }: Decided): CrmWord | null => {
  const to = customerChangeOf(toOurs);
  const from = Object.fromEntries(Object.keys(to).map((field) => [field, Reflect.get(customer, field)]));
  const kept = conflicts.filter((conflict) => conflict.kept === "ours");
  const refused = { theirs: valuesOf(kept, "theirs"), ours: valuesOf(kept, "ours") };
  if (Object.keys(to).length === 0 && kept.length === 0) return null;
  return {
    ...{ id: customer.id, from, to, refused: kept.length === 0 ? null : refused },
    isConflict: conflicts.length > kept.length,
  };
};

/** Whether what was to be decided was, and whether all that HubSpot can take has gone out. */
type Reconciled = { isDecided: boolean; isSent: boolean };
type Failed<I> = { item: I; error: AppError };

/** Does the same for all at once, so that they travel together; what failed by the service stands beside what did not. */
const allOf = async <I, T>(items: readonly I[], work: (item: I) => Promise<T>) => {
  const ends = await Promise.allSettled(items.map(work));
  const done: T[] = [];
  const failed: Failed<I>[] = [];
  for (const [i, item] of items.entries()) {
    const end = ends[i];
    if (end?.status === "fulfilled") done.push(end.value);
    else if (end?.reason instanceof AppError) failed.push({ item, error: end.reason });
    else throw end?.reason;
  }
  return { done, failed };
};

/**
 * Keeps customers here and companies at HubSpot alike. What the CRM changed comes in by a search from a cursor of its
 * own clock; what changed here goes out after the company was read again, so that neither writes over the other.
 */
export const createHubspotSync = ({ db, client, customersOf, change, nowMs, report }: HubspotSyncOptions) => {
  const placeOf = (organisationId: number) => ({ organisationId, service: SERVICE, kind: "customer" });

  const tell = (sentences: readonly string[]): void => {
    if (sentences.length > 0) report([...new Set(sentences)]);
  };

  const sendOne = async (organisationId: number, { customer, company, merged }: Decided): Promise<Link> => {
    const { id } = await client.upsert(organisationId, COMPANIES, {
      ...{ id: customer.externalId, properties: merged.toTheirs },
    });
    // Not the version of what was written: what the CRM changed in between would be taken for known.
    const theirVersion = company === null ? null : versionOf(company);
    return { ourId: customer.id, externalId: id, base: merged.baseAfter, theirVersion };
  };

  /** Sends what changed here, and stores what both then have alike; maps to whether all that can pass has passed. */
  const send = async (organisationId: number, decided: readonly Decided[]): Promise<boolean> => {
    const { done, failed } = await allOf(decided, (one) => sendOne(organisationId, one));
    await writeLinks(db, placeOf(organisationId), done);
    const isRefused = ({ error }: Failed<Decided>) => error.code === "BAD_REQUEST";
    const [refused, away] = [failed.filter(isRefused), failed.filter((each) => !isRefused(each))];
    // One that HubSpot cannot take can have it refuse all that travel with it, in one sentence: the halves go apart.
    const together = [...groupBy(refused, ({ error }) => error.message).values()].filter(
      ({ length }) => length > 1,
    );
    let isDone = away.length === 0;
    for (const group of together) {
      const half = Math.ceil(group.length / 2);
      for (const part of [group.slice(0, half), group.slice(half)])
        isDone =
          (await send(
            organisationId,
            part.map(({ item }) => item),
          )) && isDone;
    }
    // What is refused alone is refused again: it waits for the customer's next change.
    const alone = refused.filter((each) => !together.some((group) => group.includes(each)));
    tell([
      ...away.map(({ error }) => error.message),
      ...alone.map(({ item, error }) => `customer ${item.customer.externalId}: ${error.message}`),
    ]);
    return isDone;
  };

  const reconcile = async (organisationId: number, pairs: readonly Pair[]): Promise<Reconciled> => {
    const decided: Decided[] = [];
    let isDecided = true;
    for (const pair of pairs) {
      const { customer, link, company } = pair;
      const { fields, faults } = readCompany(company?.properties ?? {});
      if (faults.length > 0) report(faults.map((fault) => `company ${company?.id}: ${fault}`));
      // A company that is gone is made anew while its customer stands, with all he has.
      const base = company === null ? {} : (link?.base ?? {});
      const one = {
        ...pair,
        merged: mergeFields(COMPANY_RULES, { base, ours: companyOf(customer), theirs: fields }),
      };
      const word = wordOf(one);
      try {
        if (word !== null) await change(organisationId, word);
        decided.push(one);
      } catch (error) {
        // He was changed between being read and now: the next look decides anew from what stands then.
        if (!(error instanceof AppError) || !["CONFLICT", "NOT_FOUND"].includes(error.code)) throw error;
        isDecided = false;
      }
    }
    const met = decided.flatMap(({ customer, company, merged }): Link[] =>
      company === null
        ? []
        : [
            {
              ourId: customer.id,
              externalId: company.id,
              base: merged.base,
              theirVersion: versionOf(company),
            },
          ],
    );
    await writeLinks(db, placeOf(organisationId), met);
    const outgoing = decided.filter(({ merged }) => Object.keys(merged.toTheirs).length > 0);
    return { isDecided, isSent: await send(organisationId, outgoing) };
  };

  const linksOf = async (organisationId: number, customers: readonly CrmCustomer[]) => {
    const ids = customers.map(({ id }) => id);
    return new Map(
      (await readLinks(db, placeOf(organisationId), ids)).map((link) => [link.ourId, link] as const),
    );
  };

  /** Whether this state of a company is the one that was read last, or one before it; a date to come is no order. */
  const isHeld = ({ theirVersion }: Link, company: HubspotObject): boolean => {
    if (theirVersion === null) return false;
    const heldMs = Number(theirVersion);
    return modifiedMs(company) === heldMs || (modifiedMs(company) < heldMs && heldMs <= nowMs());
  };

  /** Takes in companies as they were told; one that came before, in this state or a newer one, changes nothing. */
  const take = async (organisationId: number, companies: readonly HubspotObject[]): Promise<Reconciled> => {
    const newest = new Map<string, HubspotObject>();
    for (const company of companies) {
      const id = company.properties[COMPANY_ID] ?? "";
      const held = newest.get(id);
      if (id !== "" && (held === undefined || modifiedMs(held) < modifiedMs(company)))
        newest.set(id, company);
    }
    if (newest.size === 0) return { isDecided: true, isSent: true };
    const customers = await customersOf(organisationId, [...newest.keys()]);
    const links = await linksOf(organisationId, customers);
    const pairs = customers.flatMap((customer): Pair[] => {
      const company = newest.get(customer.externalId);
      const link = links.get(customer.id) ?? null;
      if (company === undefined) return [];
      const isKnown = link !== null && link.externalId === company.id && isHeld(link, company);
      return isKnown ? [] : [{ customer, link, company }];
    });
    return reconcile(organisationId, pairs);
  };

  const writeSent = (organisationId: number, cursor: string): Promise<void> =>
    writeCursor(db, organisationId, SERVICE, "customers-sent", {
      ...{ cursor, readTo: new Date(nowMs()), state: {} },
    });

  const pull = async (organisationId: number): Promise<void> => {
    const held = await readCursor(db, organisationId, SERVICE, "customers");
    const state = (held?.state ?? { isWhole: false, after: null }) as PullState;
    let reachedMs = Number(held?.cursor ?? 0);
    let fromMs = state.isWhole ? Math.max(0, reachedMs - OVERLAP_MS) : reachedMs;
    let { after } = state;
    for (let n = 0; n < PAGES; n++) {
      const page = await client.changed(organisationId, COMPANIES, { fromMs, after });
      if (page.refused.length > 0) report(page.refused);
      const { isDecided, isSent } = await take(organisationId, page.items);
      // One that cannot be written just now must not hide the news of others: it is sent with what changed here.
      if (!isSent) await writeSent(organisationId, "");
      // What could not be decided now is read again: the cursor stays before it.
      if (!isDecided) return;
      // A date from the time to come must not hide what changes until then.
      const newestMs = Math.min(nowMs(), Math.max(fromMs, ...page.items.map(modifiedMs)));
      const isWhole = page.after === null;
      // Pages are told by place: a company that changes meanwhile moves the others. So each search begins at the
      // last instant that was read, and goes by place only through companies of one instant.
      after = newestMs > fromMs || isWhole ? null : page.after;
      fromMs = Math.max(fromMs, newestMs);
      reachedMs = Math.max(reachedMs, fromMs);
      await writeCursor(db, organisationId, SERVICE, "customers", {
        ...{ cursor: String(reachedMs), readTo: new Date(nowMs()) },
        state: { isWhole, after } satisfies PullState,
      });
      if (isWhole) return;
    }
  };

  const differs = (customer: CrmCustomer, link: Link | undefined): boolean =>
    link === undefined ||
    Object.entries(companyOf(customer)).some(([property, value]) => (link.base[property] ?? "") !== value);

  const push = async (organisationId: number): Promise<boolean> => {
    const customers = await customersOf(organisationId, null);
    const links = await linksOf(organisationId, customers);
    const changed = customers.filter((customer) => differs(customer, links.get(customer.id)));
    let isDone = true;
    for (let at = 0; at < changed.length; at += AT_ONCE) {
      const part = changed.slice(at, at + AT_ONCE);
      const { done, failed } = await allOf(part, async (customer): Promise<Pair> => {
        const company = await client.read(organisationId, COMPANIES, customer.externalId);
        return { customer, link: links.get(customer.id) ?? null, company };
      });
      tell(failed.map(({ error }) => error.message));
      const { isDecided, isSent } = await reconcile(organisationId, done);
      isDone = isDone && isDecided && isSent && failed.length === 0;
    }
    return isDone;
  };

  /** Sends where something was announced since the last time, and once a day: chances are made anew by night. */
  const pushIfDue = async (organisationId: number): Promise<void> => {
    const due = (await readCursor(db, organisationId, SERVICE, "customers-due"))?.cursor ?? "0";
    const done = (await readCursor(db, organisationId, SERVICE, "customers-sent"))?.cursor;
    const wanted = `${due} ${new Date(nowMs()).toISOString().slice(0, 10)}`;
    if (done === wanted || !(await push(organisationId))) return;
    await writeSent(organisationId, wanted);
  };

  return {
    /** Notes that customers changed, by the number of the announcement; the same one may come twice. */
    async noteChange(organisationId: number, announcement: bigint): Promise<void> {
      const held = await readCursor(db, organisationId, SERVICE, "customers-due");
      // Numbers do not arrive in order: another one only causes one more comparison.
      if (held?.cursor === announcement.toString()) return;
      await writeCursor(db, organisationId, SERVICE, "customers-due", {
        ...{ cursor: announcement.toString(), readTo: new Date(nowMs()), state: {} },
      });
    },
    /** Takes in what the CRM changed, then sends what changed here. */
    async sync(organisationId: number): Promise<void> {
      await pull(organisationId);
      await pushIfDue(organisationId);
    },
  };
};

/** Keeps customers here and companies at HubSpot alike. */
export type HubspotSync = ReturnType<typeof createHubspotSync>;
