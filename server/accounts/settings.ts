import { type SettingChange, SettingRow } from "#server/accounts/schema.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { Settings } from "#server/platform/settings.ts";

/** What the page of settings needs of the port: its values are the installation's, one for all organisations. */
export type SettingsPort = Pick<Settings, "list" | "setByKey" | "refresh">;

const EVERYONE = 0;

/** The tunable values of the installation, and their change by an admin. */
export const createSettingsPage = (settings: SettingsPort) => ({
  /** Every setting with its value, its default and who changed it. */
  list: (): SettingRow[] =>
    settings
      .list(EVERYONE)
      .map(({ changedAt, ...row }) =>
        SettingRow.parse({ ...row, changedAt: changedAt?.toISOString() ?? null }),
      ),
  /** Changes a value, or without one goes back to the default; maps to the change in the audit log. */
  async set(scope: Scope, { key, value }: SettingChange): Promise<{ auditId: number }> {
    return { auditId: await settings.setByKey(scope, key, value, { forAll: true }) };
  },
});
