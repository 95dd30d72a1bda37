"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { token, useTRPC } from "#components/client.ts";
import { setDayClock } from "#components/day-clock.ts";
import { later } from "#components/later.tsx";
import { LiveProvider, useLiveValue } from "#components/live.tsx";
import { LoadFailed } from "#components/load-failed.tsx";
import { MeProvider, useMe } from "#components/me.tsx";
import { Toasts } from "#components/toasts.tsx";
import { EarlyField } from "#components/ui/early-field.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import { BottomNav } from "./bottom-nav.tsx";
import { pageOfPath } from "./nav.ts";
import { RoleGate } from "./role-gate.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import { Sidebar } from "./sidebar.tsx";
import { TopBar } from "./top-bar.tsx";

const loadPalette = () => import("./command-palette.tsx");
const loadAsk = () => import("#components/ask/ask-panel.tsx");
const CommandPalette = later(() => loadPalette().then((module) => module.CommandPalette), <EarlyField />);
const AskPanel = later(() => loadAsk().then((module) => module.AskPanel), <EarlyField />);
// Its evaluator and OpenFeature come behind the page; until then every switch is what the page does by itself.
const FlagsFollower = later(() =>
  import("#components/flags/flags-follower.tsx").then((module) => module.FlagsFollower),
);
// Alerts of meters are for those who run the product; their code comes behind the page.
const AlertFollower = later(() =>
  import("#components/alerts/alert-follower.tsx").then((module) => module.AlertFollower),
);
const ALERTED: readonly string[] = ["engineer", "manager", "admin"];
// Fetched once the page is quiet: whoever presses the keys starts to type at once, and the page must not hear that.
const PANELS_AFTER_MS = 3_000;

const CLOCK_MS = 30_000;

// With Ctrl or Cmd.
const PANEL_KEYS = new Map<string, "search" | "ask">([
  ["k", "search"],
  ["j", "ask"],
]);

/** The page that is a question itself needs no panel for one: the field of the page takes the focus. */
const focusOwnQuestion = (): boolean => {
  if (pageOfPath(location.pathname) !== "ask") return false;
  document.querySelector<HTMLInputElement>("main [data-list-search]")?.focus();
  return true;
};

const liveToken = async (): Promise<string> => (await token.read()) ?? "";

/** The frame of every page of the console: who is signed in, the day's clock, navigation, and the page by role. */
export const Shell = ({ children }: { children: ReactNode }) => {
  const trpc = useTRPC();
  const me = useQuery(trpc.accounts.me.queryOptions(undefined, { staleTime: 300_000, retry: false }));
  const code = me.error?.data?.code;
  useEffect(() => {
    if (code !== "UNAUTHORIZED") return;
    const next = `${location.pathname}${location.search}`;
    location.replace(`/login?next=${encodeURIComponent(next)}`);
  }, [code]);
  if (me.data)
    return (
      <MeProvider me={me.data}>
        <LiveProvider token={liveToken}>
          <Frame>{children}</Frame>
        </LiveProvider>
      </MeProvider>
    );
  if (me.error && code !== "UNAUTHORIZED")
    return <MeFailed error={me.error} onRetry={() => void me.refetch()} />;
  return <ShellSkeleton />;
};

const Frame = ({ children }: { children: ReactNode }) => {
  const t = useTranslations("shell");
  const trpc = useTRPC();
  const { role } = useMe();
  // A driver has no page here, so nothing to search or ask for.
  const isOffice = role !== "driver";
  // One at a time: the keys of one close the other.
  const [open, setOpen] = useState<"search" | "ask" | null>(null);
  const clock = useQuery(trpc.operations.clock.get.queryOptions(undefined, { refetchInterval: CLOCK_MS }));
  const live = useLiveValue("clock", "clock");
  useEffect(() => {
    if (clock.data) setDayClock(clock.data);
  }, [clock.data]);
  const { refetch: readClock } = clock;
  useEffect(() => {
    // What the channel holds may have been said long before this page was opened: it tells that, not what it is.
    if (live) void readClock();
  }, [live, readClock]);
  useEffect(() => {
    if (!isOffice) return;
    const timer = setTimeout(() => void Promise.all([loadPalette(), loadAsk()]), PANELS_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isOffice]);
  useEffect(() => {
    if (!isOffice) return;
    const onKey = (event: KeyboardEvent) => {
      const wanted = PANEL_KEYS.get(event.key.toLowerCase());
      if (wanted === undefined || event.shiftKey || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      if (wanted === "ask" && focusOwnQuestion()) return;
      setOpen((now) => (now === wanted ? null : wanted));
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [isOffice]);
  return (
    <div className="flex h-dvh overflow-hidden">
      <a
        href="#content"
        className="absolute start-2 top-2 z-50 -translate-y-20 rounded-md bg-accent px-3 py-2 text-on-accent focus:translate-y-0"
      >
        {t("skip")}
      </a>
      {isOffice ? <Sidebar /> : null}
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar
          onSearch={() => setOpen("search")}
          onAsk={() => focusOwnQuestion() || setOpen("ask")}
          isAsking={open === "ask"}
          isOffice={isOffice}
        />
        <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
          <RoleGate>{children}</RoleGate>
        </main>
        <BottomNav />
      </div>
      <Shortcuts />
      <FlagsFollower />
      {ALERTED.includes(role) ? <AlertFollower /> : null}
      {open === "search" ? <CommandPalette onClose={() => setOpen(null)} /> : null}
      {open === "ask" ? <AskPanel onClose={() => setOpen(null)} /> : null}
      <Toasts />
    </div>
  );
};

const MeFailed = ({ error, onRetry }: { error: { message: string }; onRetry: () => void }) => {
  const t = useTranslations("shell");
  return (
    <main className="flex h-dvh items-center justify-center">
      <LoadFailed error={error} onRetry={onRetry} title={t("meFailed")} isPage />
    </main>
  );
};

const ShellSkeleton = () => {
  const common = useTranslations("common");
  return (
    <main className="flex h-dvh" aria-busy>
      <h1 className="sr-only">{common("loading")}</h1>
      <div className="flex w-52 shrink-0 flex-col gap-4 border-e bg-surface p-4 max-md:hidden">
        {["w-24", "w-16", "w-20", "w-14", "w-28", "w-18"].map((width) => (
          <Skeleton key={width} className={width} />
        ))}
      </div>
      <div className="flex flex-1 flex-col">
        <div className="flex h-12 items-center border-b bg-surface px-4">
          <Skeleton className="w-48" />
        </div>
      </div>
    </main>
  );
};
