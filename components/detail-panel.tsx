"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useEffectEvent } from "react";
import { later } from "#components/later.tsx";
import { useMedia } from "#components/list/use-media.ts";
import { useReason } from "#components/reason.ts";
import { Button } from "#components/ui/button.tsx";
import { Skeleton } from "#components/ui/states.tsx";

const Dialog = later(() => import("#components/ui/dialog.tsx").then((module) => module.Dialog));

/** The panel of one thing beside what it was picked from; on a phone a sheet over it. */
export const DetailPanel = ({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ReactNode;
}) => {
  const t = useTranslations("common");
  const isNarrow = useMedia("(max-width: 1023px)");
  const onEscape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented && !document.querySelector("[role=dialog]"))
      onClose();
  });
  // Escape closes the panel wherever the focus is: it may have been opened from the palette.
  useEffect(() => {
    if (isNarrow) return;
    document.addEventListener("keydown", onEscape);
    return () => document.removeEventListener("keydown", onEscape);
  }, [isNarrow]);
  if (isNarrow)
    return (
      <Dialog open onClose={onClose} title={title} place="end">
        {children}
      </Dialog>
    );
  return (
    <aside aria-label={title} className="flex w-96 shrink-0 flex-col border-s bg-surface">
      <div className="flex h-12 shrink-0 items-center gap-2 border-b ps-4 pe-2">
        <h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>
        <Button variant="ghost" size="icon" aria-label={t("close")} onClick={onClose}>
          <X />
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard */}
      <section className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} aria-label={title}>
        {children}
      </section>
    </aside>
  );
};

/** Fields of a thing: names beside values. */
export const Fields = ({ fields }: { fields: readonly { label: string; value: ReactNode }[] }) => (
  <dl className="grid grid-cols-[9rem_1fr] gap-x-3 px-4 py-2">
    {fields.map(({ label, value }) => (
      <div key={label} className="contents">
        <dt className="border-line/60 py-1.5 text-muted">{label}</dt>
        <dd className="min-w-0 break-words py-1.5">{value}</dd>
      </div>
    ))}
  </dl>
);

/** A part of a panel under its heading. */
export const PanelSection = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="border-t px-4 py-3">
    <h3 className="mb-2 font-medium text-muted text-xs">{title}</h3>
    {children}
  </section>
);

/** A part of a panel that is read by itself: it waits, or says why it has nothing, and else shows what came. */
export const ReadSection = <Data,>({
  title,
  query: { data, error },
  children,
}: {
  title: string;
  query: { data: Data | undefined; error: { message: string } | null };
  children: (data: Data) => ReactNode;
}) => {
  const reason = useReason();
  return (
    <PanelSection title={title}>
      {data === undefined ? (
        error ? (
          <p role="alert" className="text-bad">
            {reason(error)}
          </p>
        ) : (
          <Skeleton className="w-2/3" />
        )
      ) : (
        children(data)
      )}
    </PanelSection>
  );
};
