import * as z from "zod";
import { CustomerOutlook } from "#server/fleet/customer-risk.schema.ts";
import {
  CustomerRow,
  DepotRow,
  DriverDetail,
  DriverRow,
  FacilityRow,
  NoteInput,
  NoteRow,
  Ring,
  SiteDetail,
  SiteRow,
  ZoneCollection,
} from "#server/fleet/schema.ts";
import type { Fleet } from "#server/fleet/service.ts";
import { ListWindow, listPage } from "#server/platform/list.schema.ts";
import { office, router, signedIn } from "#server/trpc.ts";

const Id = z.object({ id: z.int32() });

/** The fleet's procedures: lists, details, places and notes. */
export const fleetRouter = (fleet: Fleet) =>
  router({
    sites: router({
      list: office
        .input(ListWindow)
        .output(listPage(SiteRow))
        .query(({ ctx, input }) => fleet.sites(ctx.scope, input)),
      inside: office
        .input(ListWindow.extend({ ring: Ring }))
        .output(listPage(SiteRow))
        .query(({ ctx, input: { ring, ...window } }) => fleet.sitesInside(ctx.scope, ring, window)),
      get: signedIn
        .input(Id)
        .output(SiteDetail)
        .query(({ ctx, input }) => fleet.site(ctx.scope, input.id)),
    }),
    customers: router({
      list: office
        .input(ListWindow)
        .output(listPage(CustomerRow))
        .query(({ ctx, input }) => fleet.customers(ctx.scope, input)),
      get: office
        .input(Id)
        .output(CustomerRow)
        .query(({ ctx, input }) => fleet.customer(ctx.scope, input.id)),
      outlook: office
        .input(Id)
        .output(CustomerOutlook)
        .query(({ ctx, input }) => fleet.customerOutlook(ctx.scope, input.id)),
    }),
    drivers: router({
      list: office
        .input(ListWindow)
        .output(listPage(DriverRow))
        .query(({ ctx, input }) => fleet.drivers(ctx.scope, input)),
      get: signedIn
        .input(Id)
        .output(DriverDetail)
        .query(({ ctx, input }) => fleet.driver(ctx.scope, input.id)),
    }),
    notes: router({
      list: signedIn
        .input(ListWindow)
        .output(listPage(NoteRow))
        .query(({ ctx, input }) => fleet.notes(ctx.scope, input)),
      add: signedIn
        .input(NoteInput)
        .output(NoteRow)
        .mutation(({ ctx, input }) => fleet.addNote(ctx.scope, input)),
    }),
    depots: signedIn.output(z.array(DepotRow)).query(({ ctx }) => fleet.depots(ctx.scope)),
    facilities: signedIn.output(z.array(FacilityRow)).query(({ ctx }) => fleet.facilities(ctx.scope)),
    streets: office
      .input(z.object({ search: z.string().max(200), limit: z.int().min(1).max(50).default(8) }))
      .output(z.array(z.string()))
      .query(({ ctx, input }) => fleet.streets(ctx.scope, input.search, input.limit)),
    zones: signedIn.output(ZoneCollection).query(({ ctx }) => fleet.zones(ctx.scope)),
  });
