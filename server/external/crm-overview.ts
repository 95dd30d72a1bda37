import { readCursor } from "#server/external/cursor-store.ts";
import { countLinks } from "#server/external/link-store.ts";
import { CRM_KINDS, type CrmExchange, type CrmKind } from "#server/external/schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import { countChanges } from "#server/platform/audit.ts";
import type { Db } from "#server/platform/db.ts";

const DAYS_MS = 14 * 86_400_000;
const ENTITY: Record<CrmKind, string> = { customer: "customer", site: "site", ticket: "service-order" };

/** What {@link createCrmOverview} needs. */
export type CrmOverviewDeps = {
  db: Db;
  /** The service as links and cursors know it, and as the audit log names it. */
  service: string;
  actor: string;
  /** The organisation whose account it is; null where there is none of its name yet. */
  account: () => Promise<number | null>;
  isSetUp: (kind: CrmKind) => boolean;
  nowMs: () => number;
};

/** Tells how records are exchanged with the CRM, to the organisation whose account it is. */
export const createCrmOverview =
  ({ db, service, actor, account, isSetUp, nowMs }: CrmOverviewDeps) =>
  async ({ organisationId }: Scope): Promise<CrmExchange[]> => {
    if ((await account()) !== organisationId) return [];
    const [links, changes] = await Promise.all([
      countLinks(db, organisationId, service),
      countChanges(db, organisationId, actor, new Date(nowMs() - DAYS_MS)),
    ]);
    return Promise.all(
      CRM_KINDS.map(async (kind): Promise<CrmExchange> => {
        const read = await readCursor(db, organisationId, service, `${kind}s`);
        const sent = await readCursor(db, organisationId, service, `${kind}s-sent`);
        const count = (verb: string): number => changes.get(`${ENTITY[kind]}.${verb}`) ?? 0;
        return {
          ...{ kind, isSetUp: isSetUp(kind), linked: links.get(kind) ?? 0 },
          ...{ changed: count("change") + count("conflict"), made: count("add") },
          ...{ gaveWay: count("conflict"), kept: count("kept") },
          refused: [...((sent?.state as { refused?: readonly string[] } | undefined)?.refused ?? [])],
          readAt: read?.readTo.toISOString() ?? null,
          sentAt: sent?.readTo.toISOString() ?? null,
        };
      }),
    );
  };

/** Tells how records are exchanged with the CRM. */
export type CrmOverview = ReturnType<typeof createCrmOverview>;
