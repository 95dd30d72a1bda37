"use client";

import { skipToken, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useDeferredValue } from "react";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { type Tone, toneText } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { MovePrice, StopMove } from "#server/routing/schema.ts";

const PRICE_FRESH_MS = 15_000;

/** The price of a move, asked as soon as it is aimed at; a move that was priced a moment ago keeps its price. */
export const useMovePrice = (move: StopMove | null) => {
  const trpc = useTRPC();
  const asked = useDeferredValue(move);
  const price = useQuery(
    trpc.routing.board.price.queryOptions(asked ?? skipToken, { staleTime: PRICE_FRESH_MS, retry: false }),
  );
  return { price: asked === move ? price.data : undefined, error: asked === move ? price.error : null };
};

const toneOfChange = (value: number): Tone => (value > 0 ? "bad" : value < 0 ? "good" : "idle");

const Figure = ({ label, value, text }: { label: string; value: number; text: string }) => (
  <div className="flex flex-col">
    <dt className="text-faint text-2xs">{label}</dt>
    <dd className={cn("whitespace-nowrap font-medium tabular-nums", toneText(toneOfChange(value)))}>
      {text}
    </dd>
  </div>
);

/** What a move would change: distance, time, money, late stops, and what it would break. */
export const PriceFigures = ({ price }: { price: MovePrice }) => {
  const t = useTranslations("board");
  const formats = useFormats();
  const broken = price.violations.length;
  return (
    <>
      <dl className="flex flex-wrap gap-x-5 gap-y-1">
        <Figure
          label={t("price.money")}
          value={price.costCents}
          text={formats.signed(price.costCents, formats.money)}
        />
        <Figure
          label={t("price.distance")}
          value={price.distanceM}
          text={formats.signed(price.distanceM, formats.distance)}
        />
        <Figure
          label={t("price.time")}
          value={price.durationS}
          text={formats.signed(Math.round(price.durationS / 60) * 60, (s) =>
            s === 0 ? t("price.noMinutes") : formats.duration(s),
          )}
        />
        <Figure
          label={t("price.late")}
          value={price.lateStops}
          text={formats.signed(price.lateStops, formats.number)}
        />
        <Figure label={t("price.broken")} value={broken} text={formats.number(broken)} />
      </dl>
      {broken > 0 ? (
        <ul className="text-bad text-xs">
          {price.violations.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
};

/** The price of what is in the hand, before it is let go. */
export const MovePriceBar = ({
  stop,
  place,
  move,
  isByKeys,
  onDrop,
  onCancel,
}: {
  stop: string;
  /** Where it would go, in words; null over nothing. */
  place: string | null;
  move: StopMove | null;
  isByKeys: boolean;
  onDrop: () => void;
  onCancel: () => void;
}) => {
  const t = useTranslations("board");
  const common = useTranslations("common");
  const reason = useReason();
  const { price, error } = useMovePrice(move);
  return (
    <section
      aria-label={t("priceOf", { stop })}
      className="pointer-events-none absolute inset-x-2 bottom-2 z-30 flex justify-center"
    >
      <div className="pointer-events-auto flex w-full max-w-3xl flex-wrap items-center gap-x-6 gap-y-2 rounded-lg border bg-raised px-4 py-3 shadow-pop">
        <div role="status" className="flex min-w-0 flex-1 basis-64 flex-col gap-1.5">
          <p className="truncate">
            <span className="font-medium">{stop}</span>
            <span className="text-muted"> {place === null ? t("overNothing") : `→ ${place}`}</span>
          </p>
          {place === null ? null : move === null ? (
            <p className="text-muted">{t("whereItIs")}</p>
          ) : error ? (
            <p className="text-bad">{reason(error)}</p>
          ) : price ? (
            <PriceFigures price={price} />
          ) : (
            <span className="flex h-9 items-center" aria-hidden>
              <Skeleton className="w-64" />
            </span>
          )}
        </div>
        {isByKeys ? (
          <div className="flex shrink-0 gap-2">
            <Button onClick={onCancel}>
              {common("cancel")} <Kbd>Esc</Kbd>
            </Button>
            <Button variant="primary" disabled={move === null} onClick={onDrop}>
              {t("drop")} <Kbd>↵</Kbd>
            </Button>
          </div>
        ) : null}
      </div>
    </section>
  );
};
