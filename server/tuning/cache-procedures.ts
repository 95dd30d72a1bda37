import * as z from "zod";
import { CacheRow } from "#server/platform/caches.schema.ts";
import { allow, allowOperator, router } from "#server/trpc.ts";
import type { Caches } from "#server/tuning/service.ts";

const Dropped = z.object({ name: z.string().min(1).max(60) });

/** Procedures of the caches: what each holds in the process that answers, and a drop in all of them. */
export const cachesRouter = (caches: Pick<Caches, "list" | "drop">) =>
  router({
    list: allow("engineer", "manager", "admin")
      .output(z.array(CacheRow))
      .query(() => caches.list()),
    drop: allowOperator("engineer", "admin")
      .input(Dropped)
      .output(Dropped)
      .mutation(async ({ ctx, input }) => {
        await caches.drop(ctx.scope, input.name);
        return input;
      }),
  });
