"use client";

import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy } from "react";
import { useMe } from "#components/me.tsx";
import { LazyMenu } from "./lazy-menu.tsx";
import { NavLinks } from "./nav-links.tsx";

const load = () => import("./organisation-menu.tsx");
const OrganisationMenu = lazy(async () => ({ default: (await load()).OrganisationMenu }));

/** The organisation the user works in, and the way to another. */
export const OrganisationSwitch = ({ className }: { className?: string }) => {
  const t = useTranslations("shell");
  const { organisation } = useMe();
  return (
    <LazyMenu
      label={`${t("switchOrganisation")}: ${organisation.name}`}
      load={load}
      menu={OrganisationMenu}
      className={`min-w-0 justify-start px-2 text-ink ${className ?? ""}`}
    >
      <span
        aria-hidden
        className="flex size-5 shrink-0 items-center justify-center rounded bg-accent font-semibold text-2xs text-on-accent"
      >
        {organisation.name.slice(0, 1)}
      </span>
      <span className="min-w-0 truncate font-semibold">{organisation.name}</span>
      <ChevronsUpDown className="ms-auto size-3.5! text-faint" aria-hidden />
    </LazyMenu>
  );
};

/** The navigation beside the page on a wide screen. */
export const Sidebar = () => {
  const t = useTranslations("shell");
  return (
    <div className="flex w-52 shrink-0 flex-col border-e bg-surface max-md:hidden">
      <div className="flex h-12 shrink-0 items-center border-b px-2">
        <OrganisationSwitch className="w-full" />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard */}
      <nav aria-label={t("navigation")} className="min-h-0 flex-1 overflow-y-auto" tabIndex={0}>
        <NavLinks />
      </nav>
    </div>
  );
};
