import * as z from "zod";
import type { Flags } from "#server/flags/service.ts";
import { Prerequisite, ReleasePlan } from "#server/flags/set.schema.ts";
import {
  Changed,
  Explained,
  ExposureRow,
  FlagAnswer,
  FlagDetail,
  FlagList,
  ReplayRow,
  TextFault,
} from "#server/flags/view.schema.ts";
import { allow, allowOperator, router, signedIn } from "#server/trpc.ts";

const reader = allow("engineer", "manager", "admin");
const engineer = allowOperator("engineer", "admin");

const Key = z.string().min(1).max(200);
const Id = z.object({ id: z.int32() });
const Text = z.object({ text: z.string(), what: z.enum(["flag", "definition"]) });
const Context = z.record(z.string(), z.unknown());

/** What the procedures need of the service. */
export type FlagServices = Omit<
  Flags,
  | "open"
  | "look"
  | "flush"
  | "undoers"
  | "system"
  | "onChange"
  | "settled"
  | "resolve"
  | "resolveFor"
  | "held"
  | "labelsOf"
>;

/** The procedures of flags and of their releases. */
export const flagsRouter = (flags: FlagServices) =>
  router({
    list: reader.output(FlagList).query(() => flags.list()),
    get: reader
      .input(z.object({ key: Key }))
      .output(FlagDetail)
      .query(({ input }) => flags.get(input.key)),
    explain: reader
      .input(z.object({ key: Key, context: Context }))
      .output(Explained)
      .query(({ input }) => flags.explain(input.key, input.context)),
    exposures: reader
      .input(Id)
      .output(z.array(ExposureRow))
      .query(({ input }) => flags.exposures(input.id)),
    replay: reader
      .input(z.object({ key: Key }))
      .output(z.array(ReplayRow))
      .query(({ ctx, input }) => flags.replay(ctx.scope, input.key)),
    exportSet: reader.output(z.string()).query(() => flags.exportSet()),
    check: engineer
      .input(Text)
      .output(z.array(TextFault))
      .mutation(({ input }) => flags.check(input.text, input.what)),
    save: engineer
      .input(z.object({ key: Key, text: z.string(), prerequisites: z.array(Prerequisite).max(8) }))
      .output(Changed)
      .mutation(({ ctx, input }) => flags.save(ctx.scope, input)),
    remove: engineer
      .input(z.object({ key: Key }))
      .output(Changed)
      .mutation(({ ctx, input }) => flags.remove(ctx.scope, input.key)),
    setOn: engineer
      .input(z.object({ key: Key, isOn: z.boolean() }))
      .output(Changed)
      .mutation(({ ctx, input }) => flags.setOn(ctx.scope, input.key, input.isOn)),
    importSet: engineer
      .input(z.object({ text: z.string() }))
      .output(Changed)
      .mutation(({ ctx, input }) => flags.importSet(ctx.scope, input.text)),
    undo: engineer
      .input(z.object({ auditId: z.int32() }))
      .output(z.object({ auditId: z.int32() }))
      .mutation(({ ctx, input }) => flags.undo(ctx.scope, input.auditId)),
    evaluate: signedIn
      .input(z.object({ keys: z.array(Key).max(200) }))
      .output(z.record(z.string(), FlagAnswer))
      .query(({ ctx, input }) => flags.evaluate(ctx.scope, input.keys)),
    client: signedIn
      .output(z.object({ version: z.int(), definition: z.string() }))
      .query(() => flags.client()),
    releases: router({
      start: engineer
        .input(ReleasePlan)
        .output(z.object({ id: z.int32(), auditId: z.int32() }))
        .mutation(({ ctx, input }) => flags.releases.start(ctx.scope, input)),
      setPaused: engineer
        .input(z.object({ id: z.int32(), isPaused: z.boolean() }))
        .output(z.object({ auditId: z.int32() }))
        .mutation(({ ctx, input }) => flags.releases.setPaused(ctx.scope, input.id, input.isPaused)),
      cancel: engineer
        .input(Id)
        .output(z.object({ auditId: z.int32() }))
        .mutation(({ ctx, input }) => flags.releases.cancel(ctx.scope, input.id)),
    }),
  });
