"use client";

import { Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMe } from "#components/me.tsx";
import type { RoleName } from "#server/accounts/schema.ts";

/** Whether who is signed in may change what is all organisations': in one of some roles, at the one that runs the platform. */
export const usePlatformRight = (...roles: readonly RoleName[]): boolean => {
  const { role, organisation } = useMe();
  return organisation.isOperator && roles.includes(role);
};

/** Tells who is signed in to another organisation why what is all organisations' is not changed from here. */
export const PlatformNote = () => {
  const t = useTranslations("common.platform");
  const { organisation, operator } = useMe();
  if (organisation.isOperator) return null;
  return (
    <p role="note" className="flex gap-2 rounded-md border bg-sunken px-3 py-2 text-muted">
      <Info className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span className="min-w-0">
        {operator === null ? t("nobody") : t("elsewhere", { operator, own: organisation.name })}
      </span>
    </p>
  );
};
