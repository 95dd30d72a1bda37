"use client";

import { useQuery } from "@tanstack/react-query";
import { Bookmark, FileX2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useMemo } from "react";
import { useTRPC } from "#components/client.ts";
import { useReason } from "#components/reason.ts";
import { useDepot } from "#components/shell/use-depot.ts";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { StatePanel } from "#components/ui/states.tsx";
import { type EditedPlan, MAX_TURNS, type Question } from "#server/ask/schema.ts";
import { AlertList } from "./alert-list.tsx";
import { AnswerView } from "./answer-view.tsx";
import { AskBox } from "./ask-box.tsx";
import { useAskUrl } from "./ask-url.ts";
import { rememberAsked } from "./asked.ts";
import { EarlierTurns } from "./earlier-turns.tsx";
import { MailingList } from "./mailing-list.tsx";
import { ReportList } from "./report-list.tsx";
import { History, Starters } from "./starters.tsx";
import { useAnswer } from "./use-answer.ts";

const ANEW = { q: null, turns: null, reading: null, plan: null, report: null, view: null };

/** A question in plain words and its answer; each question is an address of its own, so going back shows the one before. */
export const AskView = () => {
  const t = useTranslations("ask");
  const trpc = useTRPC();
  const reason = useReason();
  const [{ q, turns, reading, plan, report: reportId, view }, setState] = useAskUrl();
  const [depotId] = useDepot();
  const report = useQuery(
    trpc.ask.reports.get.queryOptions({ id: reportId ?? 0 }, { enabled: reportId !== null && q === null }),
  );
  const open = q === null && reportId !== null ? report.data : undefined;
  const text = (q ?? open?.question ?? "").trim().slice(0, 500);
  const question = useMemo((): Question | null => {
    if (text === "") return null;
    const edited: EditedPlan | null = open ? { plan: open.plan, span: open.span } : plan;
    return {
      text,
      ...(turns === null || turns.length === 0 ? {} : { turns }),
      ...(depotId === null ? {} : { depotIds: [depotId] }),
      ...(reading === 0 || reading === 1 ? { readingIndex: reading } : {}),
      ...(edited === null ? {} : { edited }),
    };
  }, [text, turns, depotId, reading, plan, open]);
  const { answer, askAgain } = useAnswer(question);
  useEffect(() => {
    if (q !== null && text !== "") rememberAsked(text);
  }, [q, text]);
  const ask = (next: string) => {
    if (next === q && reading === null && plan === null) askAgain();
    else {
      // What a question leans on goes along; one that stands alone is read alone.
      const said = [...(turns ?? []), ...(q === null ? [] : [text])].slice(-MAX_TURNS);
      void setState({ ...ANEW, q: next, turns: said.length === 0 ? null : said });
    }
  };
  const backTo = (at: number) => {
    const earlier = turns?.slice(0, at) ?? [];
    void setState({ ...ANEW, q: turns?.[at] ?? null, turns: earlier.length === 0 ? null : earlier });
  };
  const isOpening = q === null && reportId !== null && report.isPending;
  return (
    <ScrollBox label={t("title")} className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex max-w-[90rem] gap-8 p-3 md:p-6">
        <div className="mx-auto flex min-w-0 max-w-5xl flex-1 flex-col gap-6">
          <div className="flex flex-col gap-3">
            <h1 className={text === "" ? "mt-[6vh] font-semibold text-xl" : "sr-only"}>
              {text === "" ? t("heading") : t("title")}
            </h1>
            <AskBox question={text} onAsk={ask} />
            <EarlierTurns turns={turns ?? []} onBack={backTo} onClear={() => void setState(ANEW)} />
          </div>
          <AlertList onAsk={ask} />
          <MailingList />
          {open ? (
            <h2 className="-mb-2 flex items-center gap-2 font-semibold text-lg">
              <Bookmark className="size-4 shrink-0 text-muted" aria-hidden />
              {open.name}
            </h2>
          ) : null}
          {q === null && reportId !== null && report.error ? (
            <StatePanel
              icon={FileX2}
              title={t("report.missing")}
              isAlert
              className="rounded-lg border bg-surface py-10"
            >
              {reason(report.error)}
            </StatePanel>
          ) : question !== null || isOpening ? (
            <AnswerView
              answer={answer}
              question={question ?? { text }}
              onAsk={ask}
              onReading={(index) => void setState({ q: text, reading: index, plan: null, report: null })}
              onAgain={askAgain}
              onEdit={(edited) => void setState({ q: text, plan: edited, report: null })}
              view={view}
              onView={(next) => void setState({ view: next })}
            />
          ) : (
            <>
              <ReportList isHiddenWhenEmpty />
              <Starters onAsk={ask} />
              <History now={text} onAsk={ask} />
            </>
          )}
        </div>
        {question === null ? null : (
          <aside className="flex w-64 shrink-0 flex-col gap-6 pt-1 max-xl:hidden">
            <ReportList isNarrow />
            <History now={text} onAsk={ask} />
          </aside>
        )}
      </div>
    </ScrollBox>
  );
};
