"use client";

import { useTranslations } from "next-intl";
import { useMe } from "#components/me.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { parseAsStringLiteral, useQueryStates } from "#components/url-state.ts";
import type { RoleName } from "#server/accounts/schema.ts";
import { ApiKeys } from "./api-keys.tsx";
import { AuditLog } from "./audit-log.tsx";
import { DayControl } from "./day-control.tsx";
import { ImportPanel } from "./import-panel.tsx";
import { SettingsPanel } from "./settings-panel.tsx";
import { Users } from "./users.tsx";

const TABS = ["users", "import", "audit", "keys", "settings", "day"] as const;

const ROLES: Record<(typeof TABS)[number], readonly RoleName[]> = {
  users: ["admin", "manager"],
  import: ["admin", "manager"],
  audit: ["admin", "manager"],
  keys: ["admin", "engineer"],
  settings: ["admin", "engineer"],
  day: ["admin", "manager"],
};

/** Who may do what, what was done, and how a fleet comes in. */
export const AdminView = () => {
  const t = useTranslations("admin");
  const { role, operator } = useMe();
  const tabs = TABS.filter((tab) => ROLES[tab].includes(role));
  const [{ tab: wanted }, setState] = useQueryStates(
    { tab: parseAsStringLiteral(TABS) },
    { history: "push" },
  );
  const tab = tabs.find((one) => one === wanted) ?? tabs[0];
  return (
    <ScrollBox label={t("title")} className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-[90rem] flex-col gap-4 p-3 md:p-4">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="font-semibold text-lg">{t("title")}</h1>
          {operator === null ? null : (
            <p className="order-last text-muted text-xs md:ms-auto">{t("operator", { name: operator })}</p>
          )}
          <div className="relative max-w-full overflow-x-auto">
            <Segmented
              label={t("parts")}
              value={tab ?? TABS[0]}
              choices={tabs.map((value) => ({ value, label: t(`tab.${value}`) }))}
              onChange={(next) => void setState({ tab: next })}
            />
          </div>
        </div>
        {tab === "users" ? <Users /> : null}
        {tab === "import" ? <ImportPanel /> : null}
        {tab === "audit" ? <AuditLog /> : null}
        {tab === "keys" ? <ApiKeys /> : null}
        {tab === "settings" ? <SettingsPanel /> : null}
        {tab === "day" ? <DayControl /> : null}
      </div>
    </ScrollBox>
  );
};
