import * as z from "zod";
import {
  ApiKeyRow,
  AuditQuery,
  AuditRow,
  Credential,
  Me,
  NewApiKey,
  NewSignIn,
  NewUser,
  SettingChange,
  SettingRow,
  UserChange,
  UserRow,
} from "#server/accounts/schema.ts";
import type { Accounts } from "#server/accounts/service.ts";
import { allow, allowOperator, office, router, signedIn } from "#server/trpc.ts";

const admin = allow("admin");
const keeper = allow("admin", "engineer");

/** Procedures of accounts over {@link Accounts}. */
export const accountsRouter = (accounts: Accounts) =>
  router({
    me: signedIn.output(Me).query(({ ctx }) => accounts.me(ctx.scope)),
    switchOrganisation: office
      .input(z.object({ organisationId: z.int32() }))
      .mutation(({ ctx, input }) => accounts.switchOrganisation(ctx.scope, input.organisationId)),
    leave: signedIn.mutation(({ ctx }) => accounts.leave(ctx.scope)),
    signOutEverywhere: signedIn.mutation(({ ctx }) => accounts.users.signOutEverywhere(ctx.scope)),
    users: router({
      list: allow("admin", "manager")
        .output(z.array(UserRow))
        .query(({ ctx }) => accounts.users.list(ctx.scope)),
      create: admin
        .input(NewUser)
        .output(NewSignIn)
        .mutation(({ ctx, input }) => accounts.users.create(ctx.scope, input)),
      change: admin.input(UserChange).mutation(({ ctx, input }) => accounts.users.change(ctx.scope, input)),
      resetPassword: admin
        .input(z.object({ id: z.string() }))
        .output(Credential)
        .mutation(({ ctx, input }) => accounts.users.resetPassword(ctx.scope, input.id)),
    }),
    apiKeys: router({
      list: keeper.output(z.array(ApiKeyRow)).query(({ ctx }) => accounts.apiKeys.list(ctx.scope)),
      create: keeper
        .input(NewApiKey)
        .output(z.object({ id: z.int32(), key: z.string() }))
        .mutation(({ ctx, input }) => accounts.apiKeys.create(ctx.scope, input)),
      revoke: keeper
        .input(z.object({ id: z.int32() }))
        .mutation(({ ctx, input }) => accounts.apiKeys.revoke(ctx.scope, input.id)),
    }),
    settings: router({
      list: keeper.output(z.array(SettingRow)).query(() => accounts.settings.list()),
      set: allowOperator("admin")
        .input(SettingChange)
        .output(z.object({ auditId: z.int32() }))
        .mutation(({ ctx, input }) => accounts.settings.set(ctx.scope, input)),
    }),
    audit: router({
      list: allow("admin", "manager")
        .input(AuditQuery)
        .output(z.array(AuditRow))
        .query(({ ctx, input }) => accounts.auditLog(ctx.scope, input)),
      undo: office
        .input(z.object({ id: z.int32() }))
        .output(z.object({ id: z.int32() }))
        .mutation(async ({ ctx, input }) => ({ id: await accounts.undo(ctx.scope, input.id) })),
    }),
  });
