"use client";

import { ArrowUpRight, SquarePen } from "lucide-react";
import { NextIntlClientProvider, useLocale, useMessages, useTranslations } from "next-intl";
import { type MouseEvent, useState, useSyncExternalStore } from "react";
import { Link } from "#components/link.tsx";
import { useDepot, useDepotHref } from "#components/shell/use-depot.ts";
import { Button, buttonClass } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { earlyText } from "#components/ui/early-field.tsx";
import ask from "#i18n/messages/en/ask.json";
import exceptions from "#i18n/messages/en/exceptions.json";
import kpi from "#i18n/messages/en/kpi.json";
import search from "#i18n/messages/en/search.json";
import type { View } from "./answer-rows.tsx";
import { AnswerView } from "./answer-view.tsx";
import { AskBox } from "./ask-box.tsx";
import { addTurn, changeTurn, clearTurns, conversation, onTurns, type Turn } from "./conversation.ts";
import { askHref } from "./plan-edit.ts";
import { Starters } from "./starters.tsx";
import { useAnswer } from "./use-answer.ts";

const NONE: readonly Turn[] = [];

// The newest question goes to the top of the panel as soon as it is there; its answer grows below it.
const showFirst = (turn: HTMLElement | null): void => turn?.scrollIntoView({ block: "start" });

const TurnView = ({
  turn: { id, question },
  isLast,
  onAsk,
}: {
  turn: Turn;
  isLast: boolean;
  onAsk: (text: string, readingIndex?: number) => void;
}) => {
  const t = useTranslations("ask");
  const href = useDepotHref();
  const { answer, askAgain } = useAnswer(question);
  const [view, setView] = useState<View | null>(null);
  const { text } = question;
  const page = askHref(text, question);
  return (
    <article
      ref={isLast ? showFirst : null}
      aria-label={text}
      className="flex flex-col gap-3 border-b p-4 last:border-b-0"
    >
      <div className="flex items-start gap-2">
        <h3 className="min-w-0 flex-1 break-words font-semibold text-base">{text}</h3>
        <Link
          href={href(page)}
          prefetch={false}
          aria-label={t("openPage")}
          title={t("openPage")}
          className={buttonClass({ variant: "ghost", size: "icon-sm" })}
        >
          <ArrowUpRight aria-hidden />
        </Link>
      </div>
      <AnswerView
        answer={answer}
        question={question}
        onAsk={onAsk}
        onReading={(index) => onAsk(text, index)}
        onAgain={askAgain}
        onEdit={(next) => {
          const { edited: _, ...words } = question;
          changeTurn(id, next === null ? words : { ...words, edited: next });
        }}
        view={view}
        onView={setView}
      />
    </article>
  );
};

const lastId = (turns: readonly Turn[]): number => turns.at(-1)?.id ?? 0;

const Conversation = ({ onClose }: { onClose: () => void }) => {
  const t = useTranslations("ask");
  const [depotId] = useDepot();
  const turns = useSyncExternalStore(onTurns, conversation, () => NONE);
  // Read at the first drawing, when the early field is still there; kept for the box of that moment only.
  const [early] = useState(() => ({ text: earlyText(), turnId: lastId(turns) }));
  const onAsk = (text: string, readingIndex?: number) =>
    addTurn({
      text,
      ...(depotId === null ? {} : { depotIds: [depotId] }),
      ...(readingIndex === 0 || readingIndex === 1 ? { readingIndex } : {}),
    });
  // A link of an answer leads to a page, and the page is below the panel.
  const onClick = ({ target }: MouseEvent) => {
    if (target instanceof Element && target.closest("a[href]:not([target=_blank])")) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("title")}
      place="end"
      className="w-[min(40rem,100vw)]"
      actions={
        turns.length === 0 ? null : (
          <Button variant="ghost" size="sm" onClick={clearTurns}>
            <SquarePen aria-hidden />
            {t("newConversation")}
          </Button>
        )
      }
      footer={
        <div className="border-t p-3">
          <AskBox
            key={lastId(turns)}
            question=""
            typed={early.turnId === lastId(turns) ? early.text : ""}
            onAsk={onAsk}
          />
        </div>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the links inside are what is clicked */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click */}
      <div onClick={onClick}>
        {turns.length === 0 ? (
          <div className="p-3">
            <Starters onAsk={onAsk} />
          </div>
        ) : (
          turns.map((turn, i) => (
            <TurnView key={turn.id} turn={turn} isLast={i === turns.length - 1} onAsk={onAsk} />
          ))
        )}
      </div>
    </Dialog>
  );
};

/** Asks from any page: questions and their answers one below the other, over the page that is open. */
export const AskPanel = ({ onClose }: { onClose: () => void }) => {
  const shared = useMessages();
  const locale = useLocale();
  return (
    // These texts travel with the panel's code and not with every page.
    <NextIntlClientProvider
      locale={locale}
      timeZone="UTC"
      messages={{ ...shared, ask, exceptions, kpi, search }}
    >
      <Conversation onClose={onClose} />
    </NextIntlClientProvider>
  );
};
