"use client";

import { CalendarClock, Check, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { PopButton } from "#components/ui/pop-button.tsx";
import type { EditedPlan, LinkedEntity, Reading } from "#server/ask/schema.ts";
import { chipClass, PlanChips } from "./plan-chips.tsx";

const Entity = ({ entity, onPick }: { entity: LinkedEntity; onPick: (alternative: string) => void }) => {
  const t = useTranslations("ask");
  const words = (
    <>
      <span className="text-muted">{entity.kind}</span>
      <span className="truncate font-medium">{entity.name}</span>
    </>
  );
  if (entity.alternatives.length === 0) return <span className={chipClass}>{words}</span>;
  return (
    <PopButton
      size="sm"
      className="h-7 px-2 text-xs"
      label={t("alternatives", { text: entity.text })}
      panel={(close) => (
        <div className="flex flex-col">
          <p className="px-2 py-1 text-muted text-xs">{t("alternatives", { text: entity.text })}</p>
          <span className="flex items-center gap-2 px-2 py-1.5 font-medium">
            <Check className="size-4 text-accent-text" aria-hidden />
            {entity.kind} {entity.name}
          </span>
          {entity.alternatives.map((alternative) => (
            <button
              key={alternative}
              type="button"
              className="rounded px-2 py-1.5 ps-8 text-start hover:bg-hover"
              onClick={() => {
                close();
                onPick(alternative);
              }}
            >
              {alternative}
            </button>
          ))}
        </div>
      )}
    >
      {words}
      <span className="text-faint">{t("moreNames", { count: entity.alternatives.length })}</span>
    </PopButton>
  );
};

/** How the question was understood: the plan in words, and its parts as chips that can be changed. */
export const AnswerReading = ({
  reading,
  onAlternative,
  onEdit,
  onReset,
}: {
  reading: Reading;
  onAlternative: (entity: LinkedEntity, alternative: string) => void;
  onEdit: (edited: EditedPlan) => void;
  onReset: () => void;
}) => {
  const t = useTranslations("ask");
  const formats = useFormats();
  const { window, chips, reader } = reading;
  const hasChips = chips.length > 0;
  // A chip names the thing already; one that can mean several things stays, to be picked from.
  const entities = reading.entities.filter(({ alternatives }) => !hasChips || alternatives.length > 0);
  return (
    <div className="flex flex-col gap-2">
      <p className="text-base">
        <span className="text-muted">{t("understood")} </span>
        <span className="font-medium">{reading.words}</span>
        {reader === "edited" ? (
          <Badge tone="accent" className="ms-2 align-text-bottom">
            {t("edited")}
          </Badge>
        ) : (
          <span className="ms-2 whitespace-nowrap text-faint text-xs">
            {t("confidence", { share: formats.share(reading.confidence) })}
          </span>
        )}
      </p>
      <div className="flex flex-wrap items-center gap-1.5">
        {hasChips ? (
          <PlanChips reading={reading} onEdit={onEdit} />
        ) : window ? (
          <span className={chipClass} title={`${window.from} – ${window.to}`}>
            <CalendarClock aria-hidden />
            <span className="truncate">{window.label}</span>
            <span className="text-muted">{window.timeZone}</span>
            {window.isNamed ? null : <span className="text-muted">{t("assumed")}</span>}
          </span>
        ) : null}
        {entities.map((entity) => (
          <Entity
            key={`${entity.text}${entity.kind}${entity.name}`}
            entity={entity}
            onPick={(alternative) => onAlternative(entity, alternative)}
          />
        ))}
        {reader === "edited" ? (
          <Button variant="ghost" size="sm" onClick={onReset}>
            <Undo2 aria-hidden />
            {t("reset")}
          </Button>
        ) : null}
      </div>
    </div>
  );
};
