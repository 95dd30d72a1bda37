"use client";

import { Flag } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { cn } from "#components/ui/cn.ts";
import { Input } from "#components/ui/input.tsx";
import { StatePanel } from "#components/ui/states.tsx";
import type { FlagRow } from "#server/flags/view.schema.ts";

/** Every flag with its state, found by key or description; one is open. */
export const FlagList = ({
  rows,
  open,
  onOpen,
}: {
  rows: readonly FlagRow[];
  open: string | null;
  onOpen: (key: string) => void;
}) => {
  const t = useTranslations("flags");
  const [sought, setSought] = useState("");
  if (rows.length === 0)
    return (
      <StatePanel icon={Flag} title={t("none")}>
        {t("noneBody")}
      </StatePanel>
    );
  const words = sought.trim().toLowerCase();
  const shown = rows.filter(({ key, description }) => `${key} ${description}`.toLowerCase().includes(words));
  return (
    <>
      <div className="border-b p-2">
        <Input
          aria-label={t("find")}
          placeholder={t("find")}
          value={sought}
          onChange={({ target }) => setSought(target.value)}
        />
      </div>
      <ul className="flex flex-col max-lg:max-h-72 max-lg:overflow-y-auto">
        {shown.map(({ key, isOn, percent, hasRule, description }) => (
          <li key={key} className="border-b last:border-b-0">
            <button
              type="button"
              aria-current={open === key ? "true" : undefined}
              onClick={() => onOpen(key)}
              className={cn(
                "flex w-full flex-col gap-0.5 px-3 py-2 text-start hover:bg-hover",
                open === key && "bg-selected",
              )}
            >
              <span className="flex items-center gap-2">
                <code className="min-w-0 flex-1 truncate font-medium">{key}</code>
                {percent === null ? null : (
                  <Badge tone="accent" className="tabular-nums">
                    {percent}%
                  </Badge>
                )}
                {hasRule ? <Badge tone="info">{t("hasRule")}</Badge> : null}
                <Badge tone={isOn ? "good" : "bad"}>{t(isOn ? "on" : "off")}</Badge>
              </span>
              <span className="line-clamp-2 text-muted text-xs">{description}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
};
