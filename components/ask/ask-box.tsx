"use client";

import { ArrowUp, CornerDownLeft } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, type KeyboardEvent, useState, useSyncExternalStore } from "react";
import { Button } from "#components/ui/button.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { askedQuestions, onAsked, recall } from "./asked.ts";

const NONE: readonly string[] = [];
const MAX_LENGTH = 500;

/** The questions of this session, newest first, kept current. */
export const useAsked = (): readonly string[] => useSyncExternalStore(onAsked, askedQuestions, () => NONE);

/** Where a question is typed: Enter asks, the arrows bring back those asked before, `/` comes here from anywhere. */
export const AskBox = ({
  question,
  typed = question,
  onAsk,
}: {
  question: string;
  /** What stands in the field at first. */
  typed?: string;
  onAsk: (question: string) => void;
}) => {
  const t = useTranslations("ask");
  const asked = useAsked();
  const [text, setText] = useState(typed);
  const [shownFor, setShownFor] = useState(question);
  const [at, setAt] = useState(-1);
  if (shownFor !== question) {
    setShownFor(question);
    setText(question);
    setAt(-1);
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const typed = text.trim();
    if (typed !== "") onAsk(typed);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") {
      if (event.key === "Escape") event.currentTarget.blur();
      return;
    }
    event.preventDefault();
    // The first step up from an answered question goes past that question.
    const from = at === -1 && asked[0] === text ? 0 : at;
    const to = recall(asked, from, event.key === "ArrowUp" ? 1 : -1);
    setAt(to);
    setText(asked[to] ?? "");
  };
  return (
    <form onSubmit={submit} className="relative" aria-label={t("title")}>
      <input
        data-list-search
        // biome-ignore lint/a11y/noAutofocus: the page is this one field
        autoFocus={question === ""}
        value={text}
        maxLength={MAX_LENGTH}
        onChange={({ target }) => {
          setText(target.value);
          setAt(-1);
        }}
        onKeyDown={onKeyDown}
        aria-label={t("question")}
        placeholder={t("placeholder")}
        autoComplete="off"
        enterKeyHint="send"
        className="h-12 w-full rounded-lg border border-line-strong bg-surface text-ellipsis ps-4 pe-28 text-base text-ink shadow-sm max-sm:pe-14 placeholder:text-faint"
      />
      <div className="absolute end-2 top-2 flex h-8 items-center gap-2">
        {text === "" ? (
          <span className="max-md:hidden">
            <Kbd>/</Kbd>
          </span>
        ) : (
          <CornerDownLeft className="size-4 text-faint max-sm:hidden" aria-hidden />
        )}
        <Button
          type="submit"
          variant="primary"
          size="icon"
          aria-label={t("ask")}
          disabled={text.trim() === ""}
        >
          <ArrowUp />
        </Button>
      </div>
    </form>
  );
};
