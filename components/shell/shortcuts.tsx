"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useMe } from "#components/me.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { PAGES, pagesOf } from "./nav.ts";
import { useDepotHref } from "./use-depot.ts";

const OPEN = "roundsman:shortcuts";

/** Shows the list of keys. */
export const showShortcuts = (): void => {
  window.dispatchEvent(new Event(OPEN));
};

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));

/** Listens for `g` and a page's key, `/` for the search of a list, `?` for help; shows that help. */
export const Shortcuts = () => {
  const { role } = useMe();
  const router = useRouter();
  const href = useDepotHref();
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    const pages = pagesOf(role);
    let goneAtMs = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const wantsPage = event.timeStamp - goneAtMs < 1200;
      goneAtMs = Number.NEGATIVE_INFINITY;
      const page = wantsPage ? pages.find((name) => PAGES[name].key === event.key) : undefined;
      if (page) router.push(href(`/${page}`));
      else if (event.key === "g") goneAtMs = event.timeStamp;
      else if (event.key === "?") setIsShown(true);
      else if (event.key === "/") document.querySelector<HTMLInputElement>("[data-list-search]")?.focus();
      else return;
      event.preventDefault();
    };
    const onOpen = () => setIsShown(true);
    window.addEventListener("keydown", onKey);
    window.addEventListener(OPEN, onOpen);
    return () => {
      window.removeEventListener("keydown", onKey);
      window.removeEventListener(OPEN, onOpen);
    };
  }, [role, router, href]);
  return isShown ? <ShortcutHelp onClose={() => setIsShown(false)} /> : null;
};

const ShortcutHelp = ({ onClose }: { onClose: () => void }) => {
  const t = useTranslations("shell");
  const { role } = useMe();
  const rows: [string[], string][] = [
    [["Ctrl", "K"], t("shortcut.palette")],
    [["/"], t("shortcut.find")],
    [["↑", "↓"], t("shortcut.move")],
    [["Enter"], t("shortcut.open")],
    [["Esc"], t("shortcut.close")],
    [["?"], t("shortcut.help")],
    ...pagesOf(role).map((name): [string[], string] => [
      ["g", PAGES[name].key],
      t("shortcut.go", { page: t(`pages.${name}`) }),
    ]),
  ];
  return (
    <Dialog open onClose={onClose} title={t("shortcuts")}>
      <dl className="grid grid-cols-1 gap-x-8 p-4 sm:grid-cols-2">
        {rows.map(([keys, what]) => (
          <div key={what} className="flex items-center justify-between gap-4 py-1.5">
            <dt className="text-muted">{what}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
};
