"use client";

import { LockKeyhole } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Link } from "#components/link.tsx";
import { useMe } from "#components/me.tsx";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { StatePanel } from "#components/ui/states.tsx";
import { pageOfPath, rolesOf } from "./nav.ts";
import { signOut } from "./sign-out.ts";

/** Shows the page to the roles it is for, and to others a page that says whose it is. The server refuses by itself. */
export const RoleGate = ({ children }: { children: ReactNode }) => {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  const { role } = useMe();
  const page = pageOfPath(usePathname());
  const roles = page ? rolesOf(page) : undefined;
  if (role === "driver")
    return (
      <StatePanel
        icon={LockKeyhole}
        title={t("driverTitle")}
        isPage
        action={<Button onClick={() => void signOut()}>{t("signOut")}</Button>}
      >
        {t("driverBody")}
      </StatePanel>
    );
  if (roles && !roles.includes(role))
    return (
      <StatePanel
        icon={LockKeyhole}
        title={t("forbiddenTitle")}
        isPage
        action={
          <Link href="/today" className={buttonClass({})}>
            {common("goToday")}
          </Link>
        }
      >
        {t("forbiddenBody", {
          role: common(`role.${role}`),
          roles: roles.map((name) => common(`role.${name}`)).join(", "),
        })}
      </StatePanel>
    );
  return children;
};
