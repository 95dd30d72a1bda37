"use client";

import { useTranslations } from "next-intl";
import { useEffect, useMemo } from "react";
import { useDepot } from "#components/shell/use-depot.ts";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import { parseAsInteger, parseAsString, useQueryStates } from "#components/url-state.ts";
import type { Question } from "#server/ask/schema.ts";
import { AnswerView } from "./answer-view.tsx";
import { AskBox } from "./ask-box.tsx";
import { rememberAsked } from "./asked.ts";
import { History, Starters } from "./starters.tsx";
import { useAnswer } from "./use-answer.ts";

/** A question in plain words and its answer; each question is an address of its own, so going back shows the one before. */
export const AskView = () => {
  const t = useTranslations("ask");
  const [{ q, reading }, setState] = useQueryStates(
    { q: parseAsString, reading: parseAsInteger },
    { history: "push" },
  );
  const [depotId] = useDepot();
  const text = (q ?? "").trim().slice(0, 500);
  const question = useMemo(
    (): Question | null =>
      text === ""
        ? null
        : {
            text,
            ...(depotId === null ? {} : { depotIds: [depotId] }),
            ...(reading === 0 || reading === 1 ? { readingIndex: reading } : {}),
          },
    [text, depotId, reading],
  );
  const { answer, askAgain } = useAnswer(question);
  useEffect(() => {
    if (text !== "") rememberAsked(text);
  }, [text]);
  const ask = (next: string) => {
    if (next === text && reading === null) askAgain();
    else void setState({ q: next, reading: null });
  };
  return (
    <ScrollBox label={t("title")} className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-[90rem] gap-8 p-3 md:p-6">
        <div className="mx-auto flex min-w-0 max-w-5xl flex-1 flex-col gap-6">
          <div className="flex flex-col gap-3">
            <h1 className={text === "" ? "mt-[6vh] font-semibold text-xl" : "sr-only"}>
              {text === "" ? t("heading") : t("title")}
            </h1>
            <AskBox question={text} onAsk={ask} />
          </div>
          {question === null ? (
            <>
              <Starters onAsk={ask} />
              <History now={text} onAsk={ask} />
            </>
          ) : answer ? (
            <AnswerView
              answer={answer}
              question={text}
              onAsk={ask}
              onReading={(index) => void setState({ q: text, reading: index })}
              onAgain={askAgain}
            />
          ) : (
            <div role="status" aria-label={t("asking")} className="flex flex-col gap-3">
              <Skeleton className="h-4 w-2/3" />
              <Skeleton className="h-16 w-full" />
            </div>
          )}
        </div>
        {question === null ? null : (
          <aside className="w-64 shrink-0 pt-1 max-xl:hidden">
            <History now={text} onAsk={ask} />
          </aside>
        )}
      </div>
    </ScrollBox>
  );
};
