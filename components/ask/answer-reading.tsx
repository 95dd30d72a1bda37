"use client";

import { CalendarClock, Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import { PopButton } from "#components/ui/pop-button.tsx";
import type { LinkedEntity, Reading } from "#server/ask/schema.ts";

const chipClass =
  "inline-flex h-6 max-w-full items-center gap-1.5 rounded border bg-surface px-2 text-ink text-xs [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-muted";

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
      className="h-6 rounded px-2 text-xs"
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

/** How the question was understood: the plan in words, the span of time with its zone, and the things it names. */
export const AnswerReading = ({
  reading,
  onAlternative,
}: {
  reading: Reading;
  onAlternative: (entity: LinkedEntity, alternative: string) => void;
}) => {
  const t = useTranslations("ask");
  const formats = useFormats();
  const { window } = reading;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-base">
        <span className="text-muted">{t("understood")} </span>
        <span className="font-medium">{reading.words}</span>
      </p>
      <div className="flex flex-wrap items-center gap-1.5">
        {window ? (
          <span className={chipClass} title={`${window.from} – ${window.to}`}>
            <CalendarClock aria-hidden />
            <span className="truncate">{window.label}</span>
            <span className="text-muted">{window.timeZone}</span>
            {window.isNamed ? null : <span className="text-faint">{t("assumed")}</span>}
          </span>
        ) : null}
        {reading.entities.map((entity) => (
          <Entity
            key={`${entity.text}${entity.kind}${entity.name}`}
            entity={entity}
            onPick={(alternative) => onAlternative(entity, alternative)}
          />
        ))}
        <span className="text-faint text-xs">
          {t("confidence", { share: formats.share(reading.confidence) })}
        </span>
      </div>
    </div>
  );
};
