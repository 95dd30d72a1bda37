"use client";

import { CornerDownRight, SquarePen } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

/** The sentences a question leans on, each a way back to itself, and the way to begin anew. */
export const EarlierTurns = ({
  turns,
  onBack,
  onClear,
}: {
  turns: readonly string[];
  onBack: (at: number) => void;
  onClear: () => void;
}) => {
  const t = useTranslations("ask");
  if (turns.length === 0) return null;
  return (
    <nav aria-label={t("conversation")} className="-mb-2 flex items-start gap-2 text-muted text-sm">
      <ol className="flex min-w-0 flex-1 flex-col">
        {turns.map((said, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a sentence may be said twice, and its place is what it is
          <li key={at}>
            <button
              type="button"
              onClick={() => onBack(at)}
              className="flex min-h-7 max-w-full items-center gap-2 rounded px-1 text-start hover:bg-hover hover:text-ink max-md:min-h-11"
            >
              <CornerDownRight className="size-3.5 shrink-0" aria-hidden />
              <span className="truncate">{said}</span>
            </button>
          </li>
        ))}
      </ol>
      <Button variant="ghost" size="sm" onClick={onClear}>
        <SquarePen aria-hidden />
        {t("newConversation")}
      </Button>
    </nav>
  );
};
