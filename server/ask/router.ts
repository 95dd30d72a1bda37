import * as z from "zod";
import { ExamplePage, NewExample } from "#server/ask/examples.schema.ts";
import { FLEET_CHOICES } from "#server/ask/plan-names.schema.ts";
import { AlertRow, AskDraftRow, Confirmed, MailingRow, NoticeRow } from "#server/ask/proposal.schema.ts";
import { NewReport, Report, ReportChange, ReportRow } from "#server/ask/reports.schema.ts";
import { AnswerPart, Question, Reading } from "#server/ask/schema.ts";
import type { Ask, Drafts } from "#server/ask/service.ts";
import { allow, office, router } from "#server/trpc.ts";

const engineers = allow("engineer", "admin");
const ById = z.object({ id: z.int32() });
const Changed = z.object({ auditId: z.int32() });

/** Procedures of questions; the live channel streams the same parts as they are found. */
export const askRouter = ({ ask, drafts }: { ask: Ask; drafts: Drafts }) =>
  router({
    drafts: router({
      list: office.output(z.array(AskDraftRow)).query(({ ctx }) => drafts.drafts(ctx.scope)),
      confirm: office
        .input(ById)
        .output(Confirmed)
        .mutation(({ ctx, input }) => drafts.confirm(ctx.scope, input.id)),
      dismiss: office.input(ById).mutation(({ ctx, input }) => drafts.dismiss(ctx.scope, input.id)),
    }),
    alerts: router({
      list: office.output(z.array(AlertRow)).query(({ ctx }) => drafts.alerts(ctx.scope)),
      notices: office.output(z.array(NoticeRow)).query(({ ctx }) => drafts.notices(ctx.scope)),
      end: office.input(ById).mutation(({ ctx, input }) => drafts.endAlert(ctx.scope, input.id)),
    }),
    mailings: router({
      list: office.output(z.array(MailingRow)).query(({ ctx }) => drafts.mailings(ctx.scope)),
      end: office.input(ById).mutation(({ ctx, input }) => drafts.endMailing(ctx.scope, input.id)),
    }),
    ask: office
      .input(Question)
      .output(z.array(AnswerPart))
      .mutation(async ({ ctx, input }) => {
        const parts: AnswerPart[] = [];
        for await (const part of ask.ask(ctx.scope, input)) parts.push(part);
        return parts;
      }),
    /** Names of the fleet that a chip of a plan can be set to. */
    choices: office
      .input(z.object({ of: z.enum(FLEET_CHOICES) }))
      .output(z.array(z.object({ value: z.union([z.string(), z.int()]), label: z.string() })))
      .query(async ({ ctx, input }) => [...(await ask.choices(ctx.scope, input.of))]),
    /** Other ways to read a question, for who says that it was read wrongly. */
    readings: office
      .input(Question.pick({ text: true, depotIds: true }))
      .output(z.array(Reading))
      .query(({ ctx, input }) => ask.readings(ctx.scope, input)),
    starters: office.output(z.array(z.string())).query(({ ctx }) => [...ask.starters(ctx.scope)]),
    reports: {
      list: office.output(z.array(ReportRow)).query(({ ctx }) => ask.reports.list(ctx.scope)),
      get: office
        .input(ById)
        .output(Report)
        .query(({ ctx, input }) => ask.reports.get(ctx.scope, input.id)),
      save: office
        .input(NewReport)
        .output(Changed.extend({ id: z.int32() }))
        .mutation(({ ctx, input }) => ask.reports.save(ctx.scope, input)),
      change: office
        .input(ReportChange)
        .output(Changed)
        .mutation(({ ctx, input }) => ask.reports.change(ctx.scope, input)),
      remove: office
        .input(ById)
        .output(Changed)
        .mutation(({ ctx, input }) => ask.reports.remove(ctx.scope, input.id)),
    },
    examples: {
      save: office
        .input(NewExample)
        .output(ById)
        .mutation(({ ctx, input }) => {
          ctx.meter.count("ask.judged", 1, { verdict: input.verdict, ...ctx.labels });
          return ask.examples.save(ctx.scope, input);
        }),
      remove: office.input(ById).mutation(({ ctx, input }) => ask.examples.remove(ctx.scope, input.id)),
      list: engineers.output(ExamplePage).query(({ ctx }) => ask.examples.list(ctx.scope)),
      /** All of them as the file that a training reads, one JSON value a line. */
      file: engineers.output(z.string()).query(({ ctx }) => ask.examples.file(ctx.scope)),
    },
  });
