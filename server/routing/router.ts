import * as z from "zod";
import { CalendarDay } from "#server/lib/calendar-day.schema.ts";
import {
  BoardDay,
  DayChanged,
  ExtraInsert,
  ExtraPlaces,
  ExtraStop,
  Moved,
  MovePrice,
  PlanAcceptance,
  PlanComparison,
  PlanDetail,
  PlanLine,
  PlanRequest,
  PlanSummary,
  PlanWhy,
  RescueRequest,
  StopMove,
} from "#server/routing/schema.ts";
import type { Routing } from "#server/routing/service.ts";
import { allow, router } from "#server/trpc.ts";

const dispatch = allow("dispatcher", "manager", "admin");
const ById = z.object({ id: z.int32() });

/** Procedures of plans and of the board over {@link Routing}. */
export const routingRouter = (routing: Routing) =>
  router({
    plans: router({
      list: dispatch
        .input(
          z.object({
            serviceDay: CalendarDay.optional(),
            group: z.uuid().optional(),
            limit: z.int().min(1).max(200).default(50),
          }),
        )
        .output(z.array(PlanSummary))
        .query(({ ctx, input }) => routing.plans(ctx.scope, input)),
      get: dispatch
        .input(ById)
        .output(PlanDetail)
        .query(({ ctx, input }) => routing.plan(ctx.scope, input.id)),
      request: dispatch
        .input(PlanRequest)
        .output(ById)
        .mutation(({ ctx, input }) => routing.request(ctx.scope, input)),
      rescue: dispatch
        .input(RescueRequest)
        .output(z.object({ group: z.string(), ids: z.array(z.int32()) }))
        .mutation(({ ctx, input }) => routing.rescue(ctx.scope, input)),
      cancel: dispatch
        .input(ById)
        .output(PlanSummary)
        .mutation(({ ctx, input }) => routing.cancel(ctx.scope, input.id)),
      reject: dispatch
        .input(ById)
        .output(PlanSummary)
        .mutation(({ ctx, input }) => routing.reject(ctx.scope, input.id)),
      accept: dispatch
        .input(PlanAcceptance)
        .output(DayChanged)
        .mutation(({ ctx, input }) => routing.accept(ctx.scope, input)),
      why: dispatch
        .input(ById.extend({ stopId: z.int32() }))
        .output(PlanWhy)
        .query(({ ctx, input }) => routing.why(ctx.scope, input.id, input.stopId)),
      lines: dispatch
        .input(
          ById.extend({
            side: z.enum(["current", "proposal"]),
            vehicleIds: z.array(z.int32()).min(1).max(100),
          }),
        )
        .output(z.array(PlanLine))
        .query(({ ctx, input }) => routing.lines(ctx.scope, input.id, input.side, input.vehicleIds)),
      compare: dispatch
        .input(z.object({ leftId: z.int32(), rightId: z.int32() }))
        .output(PlanComparison)
        .query(({ ctx, input }) => routing.compare(ctx.scope, input.leftId, input.rightId)),
    }),
    board: router({
      day: dispatch
        .input(z.object({ serviceDay: CalendarDay }))
        .output(BoardDay)
        .query(({ ctx, input }) => routing.board.day(ctx.scope, input.serviceDay)),
      price: dispatch
        .input(StopMove)
        .output(MovePrice)
        .query(({ ctx, input }) => routing.board.price(ctx.scope, input)),
      places: dispatch
        .input(z.object({ serviceDay: CalendarDay, stopId: z.int32() }))
        .output(PlanWhy)
        .query(({ ctx, input }) => routing.board.places(ctx.scope, input.serviceDay, input.stopId)),
      extraPlaces: dispatch
        .input(ExtraStop)
        .output(ExtraPlaces)
        .query(({ ctx, input }) => routing.board.extraPlaces(ctx.scope, input)),
      addExtra: dispatch
        .input(ExtraInsert)
        .output(Moved)
        .mutation(({ ctx, input }) => routing.board.addExtra(ctx.scope, input)),
      move: dispatch
        .input(StopMove)
        .output(Moved)
        .mutation(({ ctx, input }) => routing.board.move(ctx.scope, input)),
    }),
  });
