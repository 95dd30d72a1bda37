"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { PAGES } from "./nav.ts";
import { usePages } from "./use-pages.ts";

/** The list of keys, with those of the pages the role may open. */
export const ShortcutHelp = ({ onClose }: { onClose: () => void }) => {
  const t = useTranslations("shell");
  const pages = usePages();
  const rows: [string[], string][] = [
    [["Ctrl", "K"], t("shortcut.palette")],
    [["Ctrl", "J"], t("shortcut.ask")],
    [["/"], t("shortcut.find")],
    [["↑", "↓"], t("shortcut.move")],
    [["Enter"], t("shortcut.open")],
    [["Esc"], t("shortcut.close")],
    [["?"], t("shortcut.help")],
    ...pages.map((name): [string[], string] => [
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
