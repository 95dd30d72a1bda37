import { CRM_ID, type CrmRecord, type CrmShape, readProperties } from "#server/external/core/crm-record.ts";
import { type Conflict, type Fields, type Merged, mergeFields } from "#server/external/core/three-way.ts";
import { readCursor, writeCursor } from "#server/external/cursor-store.ts";
import type { HubspotObject } from "#server/external/hubspot.schema.ts";
import type { HubspotClient, ObjectKind } from "#server/external/hubspot-client.ts";
import { type Link, readLinks, writeLinks } from "#server/external/link-store.ts";
import type { CrmKind } from "#server/external/schema.ts";
import { AppError } from "#server/lib/errors.ts";
import { groupBy } from "#server/lib/group-by.ts";
import type { Db } from "#server/platform/db.ts";

const SERVICE = "hubspot";
/** Pages of a search in one go. */
const PAGES = 20;
/** A search finds what changed some seconds late. */
const OVERLAP_MS = 60_000;
const AT_ONCE = 500;

/** Objects of a type of HubSpot that are records of ours in a shape. */
export const objectKindOf = (
  type: string,
  what: string,
  { rules }: Pick<CrmShape<never>, "rules">,
): ObjectKind => ({
  ...{ type, what, idProperty: CRM_ID, modified: "hs_lastmodifieddate" },
  properties: Object.keys(rules),
});

type PullState = { isWhole: boolean; after: string | null };
/** What of `-sent` is shown: what HubSpot would not take when all was sent last. */
type SentState = { refused?: readonly string[] };
type Pair<R> = { record: R; link: Link | null; object: HubspotObject | null };
type Decided<R> = Pair<R> & { merged: Merged };

/** What a record changes to by a word of the CRM, decided from how it was read. */
export type CrmWord<R> = {
  id: number;
  from: Partial<R>;
  to: Partial<R>;
  isConflict: boolean;
  refused: { theirs: Fields; ours: Fields } | null;
};

/** What becomes of an object that is no record of ours yet: one, a sentence why it cannot be one, or nothing. */
export type Adopted<R> = R | string | null;

/** What keeping records of one kind and objects alike needs. */
export type HubspotSyncOptions<R extends CrmRecord> = {
  db: Db;
  client: HubspotClient;
  /** The kind as links and cursors know it. */
  of: CrmKind;
  objects: ObjectKind;
  shape: CrmShape<R>;
  /** The records that the CRM knows, or those of them with some external ids. */
  recordsOf: (organisationId: number, externalIds: readonly string[] | null) => Promise<R[]>;
  /** Changes a record; rejects with CONFLICT where it was changed since it was read. */
  change: (organisationId: number, word: CrmWord<R>) => Promise<void>;
  /** Makes a record of an object that carries no id of ours, the same one however often; left out where none is made. */
  adopt?: (organisationId: number, object: HubspotObject) => Promise<Adopted<R>>;
  nowMs: () => number;
  report: (sentences: readonly string[]) => void;
};

const keyOf = ({ properties }: HubspotObject): string => properties[CRM_ID] ?? "";

const valuesOf = (conflicts: readonly Conflict[], side: "ours" | "theirs"): Fields =>
  Object.fromEntries(conflicts.map((conflict) => [conflict.field, conflict[side]]));

/** What was decided here: whether all of it was, whether all that HubSpot can take went out, and what it cannot take. */
type Reconciled = { isDecided: boolean; isSent: boolean; refused: readonly string[] };
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
 * Keeps records of one kind here and objects at HubSpot alike. What the CRM changed comes in by a search from a cursor
 * of its own clock; what changed here goes out after the object was read again, so that neither writes over the other.
 */
export const createHubspotSync = <R extends CrmRecord>(options: HubspotSyncOptions<R>) => {
  const { db, client, of, objects, shape, recordsOf, change, adopt, nowMs, report } = options;
  const placeOf = (organisationId: number) => ({ organisationId, service: SERVICE, kind: of });
  const stream = `${of}s`;

  const modifiedMs = ({ properties, updatedAt }: HubspotObject): number => {
    const ms = Date.parse(properties[objects.modified] ?? "");
    return Number.isNaN(ms) ? Date.parse(updatedAt) : ms;
  };
  const versionOf = (object: HubspotObject): string => String(modifiedMs(object));

  const tell = (sentences: readonly string[]): void => {
    if (sentences.length > 0) report([...new Set(sentences)]);
  };

  const wordOf = ({ record, merged: { toOurs, conflicts } }: Decided<R>): CrmWord<R> | null => {
    const to = shape.changeOf(toOurs);
    const from = Object.fromEntries(
      Object.keys(to).map((field) => [field, Reflect.get(record, field)]),
    ) as Partial<R>;
    const kept = conflicts.filter((conflict) => conflict.kept === "ours");
    const refused = { theirs: valuesOf(kept, "theirs"), ours: valuesOf(kept, "ours") };
    if (Object.keys(to).length === 0 && kept.length === 0) return null;
    return {
      ...{ id: record.id, from, to, refused: kept.length === 0 ? null : refused },
      isConflict: conflicts.length > kept.length,
    };
  };

  const sendOne = async (organisationId: number, { record, object, merged }: Decided<R>): Promise<Link> => {
    const { externalId } = record;
    // One that does not carry our id cannot be found by it: another would be made beside it.
    const { id } =
      object !== null && keyOf(object) === ""
        ? await client.update(organisationId, objects, {
            ...{ id: object.id, properties: { ...merged.toTheirs, [CRM_ID]: externalId } },
          })
        : await client.upsert(organisationId, objects, {
            id: externalId,
            properties: { ...(object === null ? shape.atFirst?.(record) : {}), ...merged.toTheirs },
          });
    // Not the version of what was written: what the CRM changed in between would be taken for known.
    const theirVersion = object === null ? null : versionOf(object);
    return { ourId: record.id, externalId: id, base: merged.baseAfter, theirVersion };
  };

  /** Sends what changed here, and stores what both then have alike. */
  const send = async (
    organisationId: number,
    decided: readonly Decided<R>[],
  ): Promise<Omit<Reconciled, "isDecided">> => {
    const { done, failed } = await allOf(decided, (one) => sendOne(organisationId, one));
    await writeLinks(db, placeOf(organisationId), done);
    const isRefused = ({ error }: Failed<Decided<R>>) => error.code === "BAD_REQUEST";
    const [bad, away] = [failed.filter(isRefused), failed.filter((each) => !isRefused(each))];
    // One that HubSpot cannot take can have it refuse all that travel with it, in one sentence: the halves go apart.
    const together = [...groupBy(bad, ({ error }) => error.message).values()].filter(
      ({ length }) => length > 1,
    );
    // What is refused alone is refused again: it waits for the next change.
    const refused = bad
      .filter((each) => !together.some((group) => group.includes(each)))
      .map(({ item, error }) => `${of} ${item.record.externalId}: ${error.message}`);
    tell([...away.map(({ error }) => error.message), ...refused]);
    let isSent = away.length === 0;
    for (const group of together) {
      const half = Math.ceil(group.length / 2);
      for (const part of [group.slice(0, half), group.slice(half)]) {
        const sent = await send(
          organisationId,
          part.map(({ item }) => item),
        );
        isSent = isSent && sent.isSent;
        refused.push(...sent.refused);
      }
    }
    return { isSent, refused };
  };

  const reconcile = async (organisationId: number, pairs: readonly Pair<R>[]): Promise<Reconciled> => {
    const decided: Decided<R>[] = [];
    let isDecided = true;
    for (const pair of pairs) {
      const { record, link, object } = pair;
      const { fields, faults } = readProperties(shape, object?.properties ?? {});
      if (faults.length > 0) report(faults.map((fault) => `${objects.type} ${object?.id}: ${fault}`));
      const rules = shape.rulesOf?.(record, fields) ?? shape.rules;
      // An object that is gone is made anew while its record stands, with all it has.
      const base = object === null ? {} : (link?.base ?? {});
      const one = {
        ...pair,
        merged: mergeFields(rules, { base, ours: shape.fieldsOf(record), theirs: fields }),
      };
      const word = wordOf(one);
      try {
        if (word !== null) await change(organisationId, word);
        decided.push(one);
      } catch (error) {
        // It was changed between being read and now: the next look decides anew from what stands then.
        if (!(error instanceof AppError) || !["CONFLICT", "NOT_FOUND"].includes(error.code)) throw error;
        isDecided = false;
      }
    }
    const met = decided.flatMap(({ record, object, merged }): Link[] =>
      object === null
        ? []
        : [{ ourId: record.id, externalId: object.id, base: merged.base, theirVersion: versionOf(object) }],
    );
    await writeLinks(db, placeOf(organisationId), met);
    const outgoing = decided.filter(
      ({ object, merged }) =>
        Object.keys(merged.toTheirs).length > 0 || (object !== null && keyOf(object) === ""),
    );
    return { isDecided, ...(await send(organisationId, outgoing)) };
  };

  const linksOf = async (organisationId: number, records: readonly R[]) => {
    const ids = records.map(({ id }) => id);
    return new Map(
      (await readLinks(db, placeOf(organisationId), { ourIds: ids })).map(
        (link) => [link.ourId, link] as const,
      ),
    );
  };

  /** Whether this state of an object is the one that was read last, or one before it; a date to come is no order. */
  const isHeld = ({ theirVersion }: Link, object: HubspotObject): boolean => {
    if (theirVersion === null) return false;
    const heldMs = Number(theirVersion);
    return modifiedMs(object) === heldMs || (modifiedMs(object) < heldMs && heldMs <= nowMs());
  };

  /** The records of objects that carry no id of ours, beside these: those they had before, or such as are made of them. */
  const recordsWithout = async (
    organisationId: number,
    without: readonly HubspotObject[],
  ): Promise<Map<R, HubspotObject>> => {
    const made = new Map<R, HubspotObject>();
    const faults: string[] = [];
    if (without.length === 0) return made;
    const theirIds = without.map(({ id }) => id);
    const links = await readLinks(db, placeOf(organisationId), { theirIds });
    const ourIdOf = new Map(links.map(({ externalId, ourId }) => [externalId, ourId]));
    const all = links.length === 0 ? [] : await recordsOf(organisationId, null);
    for (const object of without) {
      const ourId = ourIdOf.get(object.id);
      const before = all.find(({ id }) => id === ourId);
      if (before !== undefined) made.set(before, object);
      if (ourId !== undefined) continue;
      const record = await adopt?.(organisationId, object);
      if (typeof record === "string") faults.push(record);
      else if (record != null) made.set(record, object);
    }
    tell(faults);
    return made;
  };

  /** Takes in objects as they were told; one that came before, in this state or a newer one, changes nothing. */
  const take = async (organisationId: number, told: readonly HubspotObject[]): Promise<Reconciled> => {
    const newest = new Map<string, HubspotObject>();
    for (const object of told) {
      const id = `${keyOf(object)}/${keyOf(object) === "" ? object.id : ""}`;
      const held = newest.get(id);
      if (held === undefined || modifiedMs(held) < modifiedMs(object)) newest.set(id, object);
    }
    const byKey = new Map([...newest.values()].map((object) => [keyOf(object), object]));
    byKey.delete("");
    const made = await recordsWithout(
      organisationId,
      [...newest.values()].filter((object) => keyOf(object) === ""),
    );
    const known = byKey.size === 0 ? [] : await recordsOf(organisationId, [...byKey.keys()]);
    // Where two say that they are one record, the one that carries its id is.
    const others = [...made.keys()].filter((record) => !known.some(({ id }) => id === record.id));
    const records = [...known, ...others];
    const links = await linksOf(organisationId, records);
    const pairs = records.flatMap((record): Pair<R>[] => {
      const object = byKey.get(record.externalId) ?? made.get(record);
      const link = links.get(record.id) ?? null;
      if (object === undefined) return [];
      const isKnown =
        link !== null && link.externalId === object.id && keyOf(object) !== "" && isHeld(link, object);
      return isKnown ? [] : [{ record, link, object }];
    });
    return reconcile(organisationId, pairs);
  };

  const writeSent = (organisationId: number, cursor: string, refused: readonly string[]): Promise<void> =>
    writeCursor(db, organisationId, SERVICE, `${stream}-sent`, {
      ...{ cursor, readTo: new Date(nowMs()), state: { refused } satisfies SentState },
    });

  const pull = async (organisationId: number): Promise<void> => {
    const held = await readCursor(db, organisationId, SERVICE, stream);
    const state = (held?.state ?? { isWhole: false, after: null }) as PullState;
    let reachedMs = Number(held?.cursor ?? 0);
    let fromMs = state.isWhole ? Math.max(0, reachedMs - OVERLAP_MS) : reachedMs;
    let { after } = state;
    for (let n = 0; n < PAGES; n++) {
      const page = await client.changed(organisationId, objects, { fromMs, after });
      if (page.refused.length > 0) report(page.refused);
      const { isDecided, isSent, refused } = await take(organisationId, page.items);
      // One that cannot be written just now must not hide the news of others: it is sent with what changed here.
      if (!isSent || refused.length > 0) await writeSent(organisationId, "", refused);
      // What could not be decided now is read again: the cursor stays before it.
      if (!isDecided) return;
      // A date from the time to come must not hide what changes until then.
      const newestMs = Math.min(nowMs(), Math.max(fromMs, ...page.items.map(modifiedMs)));
      const isWhole = page.after === null;
      // Pages are told by place: an object that changes meanwhile moves the others. So each search begins at the
      // last instant that was read, and goes by place only through objects of one instant.
      after = newestMs > fromMs || isWhole ? null : page.after;
      fromMs = Math.max(fromMs, newestMs);
      reachedMs = Math.max(reachedMs, fromMs);
      await writeCursor(db, organisationId, SERVICE, stream, {
        ...{ cursor: String(reachedMs), readTo: new Date(nowMs()) },
        state: { isWhole, after } satisfies PullState,
      });
      if (isWhole) return;
    }
  };

  const differs = (record: R, link: Link | undefined): boolean =>
    link === undefined ||
    Object.entries(shape.fieldsOf(record)).some(([property, value]) => (link.base[property] ?? "") !== value);

  /**
   * The object of a record: by our id, or where that was taken off it by the id it had. One that was merged into
   * another is gone: that other is another record's, or nobody's.
   */
  const objectOf = async (organisationId: number, record: R, link: Link | null) => {
    const found = await client.read(organisationId, objects, record.externalId);
    if (found !== null || link === null) return found;
    const old = await client.readTheirs(organisationId, objects, link.externalId);
    return old !== null && old.id === link.externalId && keyOf(old) === "" ? old : null;
  };

  const push = async (organisationId: number) => {
    const records = await recordsOf(organisationId, null);
    const links = await linksOf(organisationId, records);
    const changed = records.filter((record) => differs(record, links.get(record.id)));
    let isDone = true;
    const refused: string[] = [];
    for (let at = 0; at < changed.length; at += AT_ONCE) {
      const part = changed.slice(at, at + AT_ONCE);
      const { done, failed } = await allOf(part, async (record): Promise<Pair<R>> => {
        const link = links.get(record.id) ?? null;
        return { record, link, object: await objectOf(organisationId, record, link) };
      });
      tell(failed.map(({ error }) => error.message));
      const reconciled = await reconcile(organisationId, done);
      isDone = isDone && reconciled.isDecided && reconciled.isSent && failed.length === 0;
      refused.push(...reconciled.refused);
    }
    return { isDone, refused };
  };

  /** Sends where something was announced since the last time, and once a day: chances are made anew by night. */
  const pushIfDue = async (organisationId: number): Promise<void> => {
    const due = (await readCursor(db, organisationId, SERVICE, `${stream}-due`))?.cursor ?? "0";
    const done = (await readCursor(db, organisationId, SERVICE, `${stream}-sent`))?.cursor;
    const wanted = `${due} ${new Date(nowMs()).toISOString().slice(0, 10)}`;
    if (done === wanted) return;
    const { isDone, refused } = await push(organisationId);
    if (isDone) await writeSent(organisationId, wanted, refused);
  };

  return {
    /** Notes that records changed, by the number of the announcement; the same one may come twice. */
    async noteChange(organisationId: number, announcement: bigint): Promise<void> {
      const held = await readCursor(db, organisationId, SERVICE, `${stream}-due`);
      // Numbers do not arrive in order: another one only causes one more comparison.
      if (held?.cursor === announcement.toString()) return;
      await writeCursor(db, organisationId, SERVICE, `${stream}-due`, {
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

/** Keeps records of one kind and objects at HubSpot alike. */
export type HubspotSync = Pick<ReturnType<typeof createHubspotSync>, "noteChange" | "sync">;
