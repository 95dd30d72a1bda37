"use client";

import { ArrowRight, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Age } from "#components/age.tsx";
import { dayNowMs, useTicking } from "#components/day-clock.ts";
import { useFormats } from "#components/me.tsx";
import { Badge, toneText } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { Blocker, Board, Handoff } from "#server/coordination/schema.ts";
import type { CoordinationChanges } from "./use-coordination.ts";

type Props = { board: Board; changes: CoordinationChanges; onNew: () => void };

const nameOf = (board: Board, id: number | null): string | undefined =>
  board.workstreams.find((each) => each.id === id)?.name;

const Ends = ({ from, to }: { from: string; to: string }) => (
  <span className="flex min-w-0 items-center gap-1 text-muted text-xs">
    <span className="truncate">{from}</span>
    <ArrowRight aria-hidden className="size-3 shrink-0 rtl:rotate-180" />
    <span className="truncate">{to}</span>
  </span>
);

const List = ({
  title,
  count,
  add,
  onNew,
  nothing,
  children,
}: {
  title: string;
  count: number;
  add: string;
  onNew: () => void;
  nothing: string;
  children: ReactNode;
}) => (
  <Card
    title={
      <>
        {title}
        <span className="ms-2 font-normal text-muted tabular-nums">{count}</span>
      </>
    }
    end={
      <Button size="sm" onClick={onNew}>
        <Plus aria-hidden />
        {add}
      </Button>
    }
  >
    {count === 0 ? <p className="p-3 text-muted">{nothing}</p> : <ul className="divide-y">{children}</ul>}
  </Card>
);

const BlockerRow = ({ blocker, board, changes }: { blocker: Blocker } & Omit<Props, "onNew">) => {
  const t = useTranslations("coordination");
  const milestone = board.milestones.find(({ id }) => id === blocker.milestoneId);
  return (
    <li className="flex items-center gap-3 px-3 py-2">
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex min-w-0 items-center gap-2">
          <span className="min-w-0 break-words font-medium">{blocker.title}</span>
          {blocker.cause === "person" ? null : <Badge tone="warn">{t(`cause.${blocker.cause}`)}</Badge>}
        </span>
        <Ends
          from={nameOf(board, blocker.waitingId) ?? t(`waits.${blocker.cause}`)}
          to={nameOf(board, blocker.awaitedId) ?? ""}
        />
        <span className="truncate text-faint text-xs">
          {t.rich("since", { by: blocker.openedBy, age: () => <Age at={blocker.openedAt} /> })}
          {milestone ? ` · ${milestone.title}` : null}
        </span>
      </div>
      <Button
        size="sm"
        aria-label={t("resolveOf", { title: blocker.title })}
        disabled={changes.resolve.isPending}
        onClick={() => changes.resolve.mutate({ id: blocker.id })}
      >
        {t("resolve")}
      </Button>
    </li>
  );
};

/** The blockers that are open, the oldest first: who waits for whom, and since when. */
export const BlockerList = ({ onNew, ...props }: Props) => {
  const t = useTranslations("coordination");
  const { blockers } = props.board;
  return (
    <List
      {...{ title: t("blockers"), count: blockers.length, add: t("newBlocker") }}
      nothing={t("noBlockers")}
      onNew={onNew}
    >
      {[...blockers]
        .sort((a, b) => a.openedAt.localeCompare(b.openedAt))
        .map((blocker) => (
          <BlockerRow key={blocker.id} blocker={blocker} {...props} />
        ))}
    </List>
  );
};

const dueMs = ({ handedAt, limitMinutes }: Handoff): number => Date.parse(handedAt) + limitMinutes * 60_000;

/** Time left to acknowledge, or how long ago it ran out, kept current by the day clock. */
const TimeLeft = ({ handoff }: { handoff: Handoff }) => {
  const t = useTranslations("coordination");
  const formats = useFormats();
  const leftText = useTicking(() => {
    const leftMs = dueMs(handoff) - dayNowMs();
    return `${leftMs < 0 ? "over" : "left"} ${formats.age(Math.abs(leftMs))}`;
  });
  const isOver = leftText.startsWith("over");
  return (
    <span className={`text-xs tabular-nums ${toneText(isOver ? "bad" : "idle")}`}>
      {t(isOver ? "over" : "left", { time: leftText.slice(5) })}
    </span>
  );
};

/** The handoffs that nobody acknowledged yet, the most urgent first, each with the click that does. */
export const HandoffList = ({ board, changes, onNew }: Props) => {
  const t = useTranslations("coordination");
  return (
    <List
      {...{ title: t("handoffs"), count: board.handoffs.length, add: t("newHandoff") }}
      nothing={t("noHandoffs")}
      onNew={onNew}
    >
      {[...board.handoffs]
        .sort((a, b) => dueMs(a) - dueMs(b))
        .map((handoff) => (
          <li key={handoff.id} className="flex items-center gap-3 px-3 py-2">
            <div className="flex min-w-0 flex-1 flex-col gap-0.5">
              <span className="break-words font-medium">{handoff.title}</span>
              <Ends from={nameOf(board, handoff.fromId) ?? ""} to={nameOf(board, handoff.toId) ?? ""} />
              <TimeLeft handoff={handoff} />
            </div>
            <Button
              size="sm"
              variant="primary"
              aria-label={t("acknowledgeOf", { title: handoff.title })}
              disabled={changes.acknowledge.isPending}
              onClick={() => changes.acknowledge.mutate({ id: handoff.id })}
            >
              {t("acknowledge")}
            </Button>
          </li>
        ))}
    </List>
  );
};
