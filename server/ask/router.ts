import * as z from "zod";
import { AnswerPart, Question } from "#server/ask/schema.ts";
import type { Ask } from "#server/ask/service.ts";
import { office, router } from "#server/trpc.ts";

/** Procedures of questions; the live channel streams the same parts as they are found. */
export const askRouter = (ask: Ask) =>
  router({
    ask: office
      .input(Question)
      .output(z.array(AnswerPart))
      .mutation(async ({ ctx, input }) => {
        const parts: AnswerPart[] = [];
        for await (const part of ask.ask(ctx.scope, input)) parts.push(part);
        return parts;
      }),
    starters: office.output(z.array(z.string())).query(({ ctx }) => [...ask.starters(ctx.scope)]),
  });
