"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useQueries } from "@tanstack/react-query";
import { Command } from "cmdk";
import {
  Building2,
  Keyboard,
  MapPin,
  MessageCircleQuestion,
  Moon,
  Route,
  Search,
  Sun,
  Truck,
} from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useDeferredValue, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { KIND_ICONS } from "#components/search/kind-icon.tsx";
import { MarkedText } from "#components/search/marked-text.tsx";
import { earlyText } from "#components/ui/early-field.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { setTheme, useResolvedTheme } from "#components/use-theme.ts";
import { PAGES } from "./nav.ts";
import { usePassages } from "./palette-passages.ts";
import { showShortcuts } from "./shortcuts.tsx";
import { useDepotHref } from "./use-depot.ts";
import { usePages } from "./use-pages.ts";

const FOUND = 5;

const groupClass =
  "[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-xs";

const Item = ({
  value,
  onSelect,
  children,
  end,
  isDisabled = false,
}: {
  value: string;
  onSelect: () => void;
  children: ReactNode;
  end?: ReactNode;
  isDisabled?: boolean;
}) => (
  <Command.Item
    value={value}
    onSelect={onSelect}
    disabled={isDisabled}
    className="mx-1 flex h-9 items-center gap-2.5 rounded-md px-2 aria-selected:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted"
  >
    {children}
    <span className="ms-auto flex shrink-0 gap-1 text-faint text-xs">{end}</span>
  </Command.Item>
);

// On the map a truck or a route is shown there; what the map cannot show opens in its list.
const onMap = (kind: string, id: number): string => {
  if (kind === "vehicles") return `/map?vehicle=${id}`;
  return kind === "routes" ? `/map?route=${id}` : `/${kind}?id=${id}`;
};

/** Finds pages, trucks, routes, sites and customers by what is typed; runs actions; passes questions to Ask. */
export const CommandPalette = ({ onClose }: { onClose: () => void }) => {
  const t = useTranslations("shell");
  const passageWords = useTranslations("search");
  const router = useRouter();
  const isOnMap = usePathname() === "/map";
  const href = useDepotHref();
  const open = usePages();
  const theme = useResolvedTheme();
  const [text, setText] = useState(earlyText);
  const typed = text.trim();
  const deferred = useDeferredValue(typed);
  const found = useFound(deferred);
  const passages = usePassages(deferred);
  const fits = (...words: string[]) => words.some((word) => word.toLowerCase().includes(typed.toLowerCase()));
  const go = (path: string) => {
    onClose();
    router.push(href(path));
  };
  const act = (action: () => void) => () => {
    onClose();
    action();
  };
  const searchPath = `/search?q=${encodeURIComponent(typed)}`;
  const pages = open.filter((name) => fits(t(`pages.${name}`), name));
  return (
    <Dialog.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup
          aria-label={t("openSearch")}
          className="fixed inset-x-0 top-[12vh] z-50 mx-auto w-[min(36rem,calc(100vw-1rem))] overflow-hidden rounded-lg border bg-raised shadow-pop outline-none"
        >
          <Command shouldFilter={false} label={t("openSearch")}>
            <Command.Input
              autoFocus
              value={text}
              onValueChange={setText}
              placeholder={t("palette.placeholder")}
              className="h-12 w-full border-b bg-transparent px-4 text-base text-ink outline-none placeholder:text-faint"
            />
            <Command.List className="max-h-[50vh] overflow-y-auto pb-1" tabIndex={0}>
              <Command.Empty className="px-4 py-6 text-center text-muted">
                {found.isFetching || passages.isFetching ? t("palette.searching") : t("palette.empty")}
              </Command.Empty>
              {found.groups.map(({ kind, icon: Icon, rows }) =>
                rows.length === 0 ? null : (
                  <Command.Group key={kind} heading={t(`palette.${kind}`)} className={groupClass}>
                    {rows.map((row) => (
                      <Item
                        key={row.id}
                        value={`${kind} ${row.id}`}
                        onSelect={() => go(isOnMap ? onMap(kind, row.id) : `/${kind}?id=${row.id}`)}
                        end={row.hint}
                      >
                        <Icon aria-hidden />
                        <span className="truncate">{row.name}</span>
                      </Item>
                    ))}
                  </Command.Group>
                ),
              )}
              {pages.length > 0 ? (
                <Command.Group heading={t("palette.pages")} className={groupClass}>
                  {pages.map((name) => {
                    const { icon: Icon, key } = PAGES[name];
                    return (
                      <Item
                        key={name}
                        value={`page ${name}`}
                        onSelect={() => go(`/${name}`)}
                        end={
                          <>
                            <Kbd>g</Kbd>
                            <Kbd>{key}</Kbd>
                          </>
                        }
                      >
                        <Icon aria-hidden />
                        {t(`pages.${name}`)}
                      </Item>
                    );
                  })}
                </Command.Group>
              ) : null}
              <Command.Group heading={t("palette.actions")} className={groupClass}>
                {typed === "" ? null : (
                  <Item value="ask" onSelect={() => go(`/ask?q=${encodeURIComponent(typed)}`)}>
                    <MessageCircleQuestion aria-hidden />
                    <span className="truncate">{t("palette.ask", { question: typed })}</span>
                  </Item>
                )}
                {fits(t("theme"), t("themes.light"), t("themes.dark")) ? (
                  <Item value="theme" onSelect={act(() => setTheme(theme === "dark" ? "light" : "dark"))}>
                    {theme === "dark" ? <Sun aria-hidden /> : <Moon aria-hidden />}
                    {t("theme")}: {theme === "dark" ? t("themes.light") : t("themes.dark")}
                  </Item>
                ) : null}
                {fits(t("shortcuts")) ? (
                  <Item value="shortcuts" onSelect={act(showShortcuts)} end={<Kbd>?</Kbd>}>
                    <Keyboard aria-hidden />
                    {t("shortcuts")}
                  </Item>
                ) : null}
              </Command.Group>
              {typed === "" ? null : (
                <Command.Group
                  heading={
                    passages.isCopy
                      ? `${t("palette.passages")} · ${t("palette.passagesCopy")}`
                      : t("palette.passages")
                  }
                  className={groupClass}
                >
                  {passages.hits.map((hit) => {
                    const Icon = KIND_ICONS[hit.kind];
                    const page = hit.place === null ? searchPath : `/${hit.place.list}?id=${hit.place.id}`;
                    return (
                      <Item key={hit.id} value={`passage ${hit.id}`} onSelect={() => go(page)}>
                        <Icon aria-hidden />
                        <span className="max-w-2/5 shrink-0 truncate">{hit.title}</span>
                        <span className="truncate text-muted text-xs">
                          <MarkedText text={hit.text} marks={hit.textMarks} range={hit.excerpt} />
                        </span>
                        {hit.alike.count > 0 ? (
                          <span className="ms-auto shrink-0 text-muted text-xs">
                            {passageWords("alike", { count: hit.alike.count })}
                          </span>
                        ) : null}
                      </Item>
                    );
                  })}
                  <Item value="passages" isDisabled={!passages.isOn} onSelect={() => go(searchPath)}>
                    <Search aria-hidden />
                    <span className="truncate">
                      {passages.isOn ? t("palette.allPassages", { text: typed }) : t("palette.passagesOff")}
                    </span>
                  </Item>
                </Command.Group>
              )}
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
};

/** Things of the fleet whose names fit what was typed, a few of each kind. */
const useFound = (search: string) => {
  const trpc = useTRPC();
  const input = { search, filters: [], sort: [], offset: 0, limit: FOUND };
  const options = { enabled: search.length > 1, staleTime: 30_000 };
  const [vehicles, routes, sites, customers] = useQueries({
    queries: [
      trpc.operations.vehicles.list.queryOptions(input, options),
      trpc.operations.routes.list.queryOptions(input, options),
      trpc.fleet.sites.list.queryOptions(input, options),
      trpc.fleet.customers.list.queryOptions(input, options),
    ],
  });
  return {
    isFetching: [vehicles, routes, sites, customers].some(({ isFetching }) => isFetching),
    groups: [
      {
        kind: "vehicles" as const,
        icon: Truck,
        rows: (vehicles.data?.rows ?? []).map(({ id, name, plate }) => ({ id, name, hint: plate })),
      },
      {
        kind: "routes" as const,
        icon: Route,
        rows: (routes.data?.rows ?? []).map(({ id, name, serviceDay }) => ({ id, name, hint: serviceDay })),
      },
      {
        kind: "sites" as const,
        icon: MapPin,
        rows: (sites.data?.rows ?? []).map(({ id, name, zone }) => ({ id, name, hint: zone })),
      },
      {
        kind: "customers" as const,
        icon: Building2,
        rows: (customers.data?.rows ?? []).map(({ id, name, accountNumber }) => ({
          id,
          name,
          hint: accountNumber,
        })),
      },
    ],
  };
};
