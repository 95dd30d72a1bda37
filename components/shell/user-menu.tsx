"use client";

import { Keyboard, LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMe } from "#components/me.tsx";
import { THEMES, type Theme } from "#components/theme.ts";
import {
  AnchoredMenu,
  MenuGroup,
  MenuItem,
  MenuRadio,
  MenuRadioGroup,
  MenuSeparator,
} from "#components/ui/menu.tsx";
import { setTheme, useTheme } from "#components/use-theme.ts";
import type { LazyMenuProps } from "./lazy-menu.tsx";
import { showShortcuts } from "./shortcuts.tsx";
import { signOut } from "./sign-out.ts";

/** Who is signed in, the theme, the keys, and the way out. */
export const UserMenu = ({ anchor, onClose }: LazyMenuProps) => {
  const t = useTranslations("shell");
  const common = useTranslations("common");
  const me = useMe();
  const theme = useTheme();
  return (
    <AnchoredMenu anchor={anchor} onClose={onClose} label={t("user")}>
      <div className="px-2 py-1.5">
        <p className="truncate font-medium">{me.name}</p>
        <p className="truncate text-muted text-xs">{me.email}</p>
        <p className="text-faint text-xs">{common(`role.${me.role}`)}</p>
      </div>
      <MenuSeparator />
      <MenuGroup label={t("theme")}>
        <MenuRadioGroup value={theme} onValueChange={(next: Theme) => setTheme(next)}>
          {THEMES.map((name) => (
            <MenuRadio key={name} value={name}>
              {t(`themes.${name}`)}
            </MenuRadio>
          ))}
        </MenuRadioGroup>
      </MenuGroup>
      <MenuSeparator />
      <MenuItem onClick={showShortcuts}>
        <Keyboard /> {t("shortcuts")}
      </MenuItem>
      <MenuItem onClick={() => void signOut()}>
        <LogOut /> {t("signOut")}
      </MenuItem>
    </AnchoredMenu>
  );
};
