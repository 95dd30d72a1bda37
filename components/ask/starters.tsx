"use client";

import { useQuery } from "@tanstack/react-query";
import { Clock, MessageCircleQuestion } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { useReason } from "#components/reason.ts";
import { Skeleton } from "#components/ui/states.tsx";
import { useAsked } from "./ask-box.tsx";

const MAX_SHOWN = 12;

const lineClass =
  "flex w-full items-start gap-2.5 rounded-md px-3 py-2 text-start hover:bg-hover [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";

/** Questions that work, to start from. */
export const Starters = ({ onAsk }: { onAsk: (question: string) => void }) => {
  const t = useTranslations("ask");
  const reason = useReason();
  const trpc = useTRPC();
  const starters = useQuery(trpc.ask.starters.queryOptions(undefined, { staleTime: 3_600_000 }));
  return (
    <section aria-label={t("starters")}>
      <h2 className="mb-1 px-3 font-medium text-muted text-xs">{t("starters")}</h2>
      {starters.data ? (
        <ul className="grid gap-x-2 sm:grid-cols-2">
          {starters.data.map((question) => (
            <li key={question}>
              <button type="button" className={lineClass} onClick={() => onAsk(question)}>
                <MessageCircleQuestion aria-hidden />
                {question}
              </button>
            </li>
          ))}
        </ul>
      ) : starters.error ? (
        <p role="alert" className="px-3 text-bad">
          {reason(starters.error)}
        </p>
      ) : (
        <div className="flex flex-col gap-3 px-3 py-2">
          <Skeleton className="w-1/2" />
          <Skeleton className="w-2/3" />
          <Skeleton className="w-2/5" />
        </div>
      )}
    </section>
  );
};

/** What was asked before in this session, apart from what is shown now. */
export const History = ({ now, onAsk }: { now: string; onAsk: (question: string) => void }) => {
  const t = useTranslations("ask");
  const asked = useAsked().filter((question) => question !== now);
  if (asked.length === 0) return null;
  return (
    <section aria-label={t("history")}>
      <h2 className="mb-1 px-3 font-medium text-muted text-xs">{t("history")}</h2>
      <ul>
        {asked.slice(0, MAX_SHOWN).map((question) => (
          <li key={question}>
            <button type="button" className={lineClass} onClick={() => onAsk(question)}>
              <Clock aria-hidden />
              <span className="line-clamp-2">{question}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
