"use client";

import { useTranslations } from "next-intl";
import { useFormats } from "#components/me.tsx";
import type { Figure } from "#server/ask/schema.ts";
import { figureParts, figureText } from "./cell-text.ts";

const Amount = ({ unit, value }: Figure) => {
  const [number, words] = figureParts(useFormats(), unit, value);
  return (
    <dd className="flex flex-wrap items-baseline gap-x-1.5">
      <span className="font-semibold text-2xl tabular-nums">{number}</span>
      {words === "" ? null : <span className="text-muted text-xs">{words}</span>}
    </dd>
  );
};

/** The figures of an answer, big, each with its unit and what it is compared with. */
export const AnswerFigures = ({ figures }: { figures: readonly Figure[] }) => {
  const t = useTranslations("ask");
  const formats = useFormats();
  return (
    <dl className="flex flex-wrap gap-px overflow-hidden rounded-lg border bg-line">
      {figures.map((figure) => (
        <div
          key={figure.label}
          className="flex min-w-36 flex-1 flex-col-reverse justify-end bg-surface px-4 py-3"
        >
          {figure.compare ? (
            <dd className="text-muted text-xs">
              {t("compare", {
                value: figureText(formats, figure.unit, figure.compare.value),
                label: figure.compare.label,
              })}
            </dd>
          ) : null}
          <Amount {...figure} />
          <dt className="text-muted text-xs first-letter:uppercase">{figure.label}</dt>
        </div>
      ))}
    </dl>
  );
};
