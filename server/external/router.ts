import * as z from "zod";
import {
  CrmExchange,
  IntegrationsOverview,
  ServiceName,
  SwitchMode,
  TravelTimes,
} from "#server/external/schema.ts";
import type { Outside } from "#server/external/service.ts";
import { allow, router } from "#server/trpc.ts";

const reader = allow("engineer", "manager", "admin");
const engineer = allow("engineer", "admin");

/** The procedures of outside services. */
export const externalRouter = (integrations: Outside) =>
  router({
    overview: reader.output(IntegrationsOverview).query(({ ctx }) => integrations.overview(ctx.scope)),
    travelTimes: reader.output(TravelTimes).query(({ ctx }) => integrations.travelTimes(ctx.scope)),
    crm: reader.output(z.array(CrmExchange)).query(({ ctx }) => integrations.crm(ctx.scope)),
    setMode: engineer
      .input(SwitchMode)
      .output(z.object({ auditId: z.int() }))
      .mutation(({ ctx, input }) => integrations.setMode(ctx.scope, input.service, input.mode)),
    reset: engineer
      .input(z.object({ service: ServiceName }))
      .mutation(({ ctx, input }) => integrations.reset(ctx.scope, input.service)),
  });
