"use client";

import { Menu } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { later } from "#components/later.tsx";
import { Link } from "#components/link.tsx";
import { useMe } from "#components/me.tsx";
import { cn } from "#components/ui/cn.ts";
import { PAGES, pageOfPath, pagesOf } from "./nav.ts";
import { useDepotHref } from "./use-depot.ts";

const NavSheet = later(() => import("./nav-sheet.tsx").then((module) => module.NavSheet));

const tabClass =
  "flex min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-2xs base:text-muted aria-[current=page]:font-medium aria-[current=page]:text-accent-text";

/** The navigation of a phone: the first four pages of the role, and the rest in a sheet. */
export const BottomNav = () => {
  const t = useTranslations("shell");
  const { role } = useMe();
  const [isOpen, setIsOpen] = useState(false);
  const here = pageOfPath(usePathname());
  const href = useDepotHref();
  const first = pagesOf(role).slice(0, 4);
  if (first.length === 0) return null;
  const isElsewhere = here !== undefined && !first.includes(here);
  return (
    <nav
      aria-label={t("navigation")}
      className="flex h-14 shrink-0 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {first.map((name) => {
        const { icon: Icon } = PAGES[name];
        return (
          <Link
            key={name}
            href={href(`/${name}`)}
            prefetch={false}
            aria-current={here === name ? "page" : undefined}
            className={tabClass}
          >
            <Icon className="size-5" aria-hidden />
            <span className="max-w-full truncate">{t(`pages.${name}`)}</span>
          </Link>
        );
      })}
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(true)}
        className={cn(tabClass, isElsewhere && "font-medium text-accent-text")}
      >
        <Menu className="size-5" aria-hidden />
        <span className="max-w-full truncate">{isElsewhere ? t(`pages.${here}`) : t("more")}</span>
      </button>
      {isOpen ? <NavSheet onClose={() => setIsOpen(false)} /> : null}
    </nav>
  );
};
