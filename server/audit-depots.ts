import type { ChangesInDepots } from "#server/platform/audit.ts";
import { type Sql, sql } from "#server/platform/db.ts";

type Depots = readonly number[];

const ID = sql`a.entity_id::int`;
const everywhere = (): Sql => sql`true`;

const ofSite = (depotIds: Depots): Sql =>
  sql`EXISTS (SELECT FROM site s WHERE s.organisation_id = a.organisation_id AND s.id = ${ID}
    AND s.depot_id = ANY(${depotIds}::int[]))`;
const ofCustomer = (depotIds: Depots): Sql =>
  sql`EXISTS (SELECT FROM site s WHERE s.organisation_id = a.organisation_id AND s.customer_id = ${ID}
    AND s.depot_id = ANY(${depotIds}::int[]))`;
const ofOrder = (depotIds: Depots): Sql =>
  sql`EXISTS (SELECT FROM service_order o WHERE o.organisation_id = a.organisation_id AND o.id = ${ID}
    AND o.depot_id = ANY(${depotIds}::int[]))`;

// Older changes of the day say no depot: the stop has it, or, where it is gone since, the site it was added for.
const depotOfStop = sql`coalesce(
  (SELECT s.depot_id FROM stop s WHERE s.organisation_id = a.organisation_id AND s.id = (e->>'id')::int),
  (SELECT s.depot_id FROM (VALUES (a.before), (a.after)) told(state),
     jsonb_array_elements(coalesce(told.state->'extras', '[]') || coalesce(told.state->'extra', '[]')) x
     JOIN site s ON s.organisation_id = a.organisation_id AND s.id = (x->>'siteId')::int
   WHERE x->'id' = e->'id' LIMIT 1))`;

/** In which depots what a change is about lies, by its entity, as the lists and pages of those things tell it. */
export const CHANGES_IN_DEPOTS: ChangesInDepots = {
  exception: (depotIds) =>
    sql`EXISTS (SELECT FROM exception e WHERE e.organisation_id = a.organisation_id AND e.id = ${ID}
      AND e.depot_id = ANY(${depotIds}::int[]))`,
  customer: ofCustomer,
  "customer-elsewhere": ofCustomer,
  site: ofSite,
  "site-elsewhere": ofSite,
  "service-order": ofOrder,
  "service-order-elsewhere": ofOrder,
  // A note that was taken back is told by what it was.
  note: (depotIds) =>
    sql`coalesce((coalesce(a.after, a.before)->>'depotId')::int = ANY(${depotIds}::int[]), true)`,
  "work-order": (depotIds) =>
    sql`EXISTS (SELECT FROM work_order w JOIN vehicle v ON v.id = w.vehicle_id
      WHERE w.organisation_id = a.organisation_id AND w.id = ${ID} AND v.depot_id = ANY(${depotIds}::int[]))`,
  proof: (depotIds) =>
    sql`EXISTS (SELECT FROM proof p JOIN stop s ON s.id = p.stop_id
      WHERE p.organisation_id = a.organisation_id AND p.id = ${ID} AND s.depot_id = ANY(${depotIds}::int[]))`,
  // A change of the day that reaches into other depots, before it or after, is told to those alone who see them.
  // What is stored tells it: an undo has the sides swapped, and a stop that a change had added may be gone.
  day: (depotIds) =>
    sql`(SELECT bool_and(coalesce(told.depot_id = ANY(${depotIds}::int[]), false)) FROM (VALUES (a.before), (a.after)) side(state),
      LATERAL (
        SELECT coalesce((e->>'depotId')::int, ${depotOfStop}) AS depot_id
        FROM jsonb_array_elements(coalesce(state->'stops', '[]')) e
        UNION ALL
        SELECT coalesce((e->>'depotId')::int, (SELECT r.depot_id FROM route r
          WHERE r.organisation_id = a.organisation_id AND r.id = (e->>'id')::int))
        FROM jsonb_array_elements(coalesce(state->'routes', '[]')) e) told)`,
  plan: (depotIds) =>
    sql`EXISTS (SELECT FROM plan p WHERE p.organisation_id = a.organisation_id AND p.id = ${ID}
      AND p.depot_ids <> '{}' AND p.depot_ids <@ ${depotIds}::int[])`,
  briefing: (depotIds) =>
    sql`EXISTS (SELECT FROM briefing b WHERE b.organisation_id = a.organisation_id AND b.id = ${ID}
      AND b.depot_ids <@ ${depotIds}::int[])`,
  // What is coordinated is shown whole to all who work on it.
  workstream: everywhere,
  milestone: everywhere,
  blocker: everywhere,
  handoff: everywhere,
};
