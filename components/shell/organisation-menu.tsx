"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useMe } from "#components/me.tsx";
import { AnchoredMenu, MenuGroup, MenuRadio, MenuRadioGroup } from "#components/ui/menu.tsx";
import type { LazyMenuProps } from "./lazy-menu.tsx";

/** The organisations of the user; choosing one loads the console anew, so that nothing of the other stays. */
export const OrganisationMenu = ({ anchor, onClose }: LazyMenuProps) => {
  const t = useTranslations("shell");
  const trpc = useTRPC();
  const { organisation, organisations } = useMe();
  const change = useMutation(
    trpc.accounts.switchOrganisation.mutationOptions({ onSuccess: () => location.assign("/today") }),
  );
  return (
    <AnchoredMenu anchor={anchor} onClose={onClose} align="start" label={t("switchOrganisation")}>
      <MenuGroup label={t("organisation")}>
        <MenuRadioGroup
          value={organisation.id}
          onValueChange={(organisationId: number) => change.mutate({ organisationId })}
        >
          {organisations.map(({ id, name, kind }) => (
            <MenuRadio key={id} value={id} closeOnClick>
              <span className="min-w-0 flex-1 truncate">{name}</span>
              {kind === "demo" ? <span className="text-faint text-xs">{t("demo")}</span> : null}
            </MenuRadio>
          ))}
        </MenuRadioGroup>
      </MenuGroup>
    </AnchoredMenu>
  );
};
