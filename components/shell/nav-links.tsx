"use client";

import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { Link } from "#components/link.tsx";
import { cn } from "#components/ui/cn.ts";
import { PAGES, type PageName, pageOfPath } from "./nav.ts";
import { useDepotHref } from "./use-depot.ts";
import { usePages } from "./use-pages.ts";

const SECTIONS = ["dispatch", "fleet", "manage", "engineer"] as const;

/** The navigation by sections, with what the role may open. */
export const NavLinks = ({ onFollow }: { onFollow?: () => void }) => {
  const t = useTranslations("shell");
  const pages = usePages();
  return (
    <div className="flex flex-col gap-4 p-2">
      {SECTIONS.map((section) => {
        const names = pages.filter((name) => PAGES[name].section === section);
        if (names.length === 0) return null;
        return (
          <div key={section}>
            <p className="px-2 pb-1 font-medium text-2xs text-faint">{t(`sections.${section}`)}</p>
            <ul className="flex flex-col gap-px">
              {names.map((name) => (
                <li key={name}>
                  <NavLink name={name} {...(onFollow ? { onFollow } : {})} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </div>
  );
};

const NavLink = ({ name, onFollow }: { name: PageName; onFollow?: () => void }) => {
  const t = useTranslations("shell");
  const isHere = pageOfPath(usePathname()) === name;
  const href = useDepotHref();
  const { icon: Icon } = PAGES[name];
  return (
    <Link
      href={href(`/${name}`)}
      prefetch={false}
      aria-current={isHere ? "page" : undefined}
      onClick={() => onFollow?.()}
      className={cn(
        "flex h-8 items-center gap-2.5 rounded-md px-2 base:text-muted hover:bg-hover hover:text-ink max-md:h-11",
        isHere && "bg-selected font-medium text-ink hover:bg-selected",
      )}
    >
      <Icon className={cn("size-4 shrink-0", isHere && "text-accent-text")} aria-hidden />
      <span className="truncate">{t(`pages.${name}`)}</span>
    </Link>
  );
};
