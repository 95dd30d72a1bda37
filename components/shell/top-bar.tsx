"use client";

import { CircleUserRound, MessageCircleQuestion, Search } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy } from "react";
import { useMe } from "#components/me.tsx";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { ClockChip, DataLabel } from "./clock-chip.tsx";
import { Connection } from "./connection.tsx";
import { DepotFilter } from "./depot-filter.tsx";
import { LazyMenu } from "./lazy-menu.tsx";
import { OrganisationSwitch } from "./sidebar.tsx";

const load = () => import("./user-menu.tsx");
const UserMenu = lazy(async () => ({ default: (await load()).UserMenu }));

const SearchButton = ({ onSearch }: { onSearch: () => void }) => {
  const t = useTranslations("shell");
  return (
    <>
      <button
        type="button"
        onClick={onSearch}
        className="flex h-8 w-56 items-center gap-2 rounded-md border bg-sunken ps-2.5 pe-1.5 text-faint text-sm hover:border-line-strong max-lg:hidden"
      >
        <Search className="size-4" aria-hidden />
        <span className="flex-1 truncate text-start">{t("search")}</span>
        <Kbd>⌘K</Kbd>
      </button>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("openSearch")}
        onClick={onSearch}
        className="lg:hidden"
      >
        <Search />
      </Button>
    </>
  );
};

const AskButton = ({ onAsk, isAsking }: { onAsk: () => void; isAsking: boolean }) => {
  const t = useTranslations("shell");
  return (
    <Button
      variant="ghost"
      className="px-2"
      aria-haspopup="dialog"
      aria-expanded={isAsking}
      title={t("askHint")}
      onClick={onAsk}
    >
      <MessageCircleQuestion aria-hidden />
      <span className="max-sm:sr-only">{t("ask")}</span>
    </Button>
  );
};

/** What is true on every page: the day, the depot, the connection; and the ways to everything else. */
export const TopBar = ({
  onSearch,
  onAsk,
  isAsking,
  isOffice,
}: {
  onSearch: () => void;
  onAsk: () => void;
  isAsking: boolean;
  /** Whether there is anything to search, to ask and to choose from. */
  isOffice: boolean;
}) => {
  const t = useTranslations("shell");
  const me = useMe();
  return (
    <header className="shrink-0 border-b bg-surface">
      <div className="flex h-12 items-center gap-1 px-2 md:px-3">
        <OrganisationSwitch className={isOffice ? "max-w-48 md:hidden" : "max-w-48"} />
        <div className="flex min-w-0 items-center gap-1 max-md:hidden">
          <ClockChip />
          <DataLabel />
          {isOffice ? <DepotFilter /> : null}
        </div>
        <div className="ms-auto flex items-center gap-1">
          {isOffice ? <SearchButton onSearch={onSearch} /> : null}
          <span className="max-md:hidden">
            <Connection />
          </span>
          {isOffice ? <AskButton {...{ onAsk, isAsking }} /> : null}
          <LazyMenu label={`${t("user")}: ${me.name}`} load={load} menu={UserMenu} className="px-1.5">
            <CircleUserRound className="size-5!" aria-hidden />
          </LazyMenu>
        </div>
      </div>
      <div className="flex h-9 items-center gap-1 overflow-hidden border-t px-1 md:hidden">
        <ClockChip />
        <DataLabel />
        <span className="ms-auto min-w-0">{isOffice ? <DepotFilter /> : null}</span>
        <Connection />
      </div>
    </header>
  );
};
