"use client";

import {
  ArrowDownWideNarrow,
  CalendarClock,
  Gauge,
  GitCompareArrows,
  ListEnd,
  ListFilter,
  Plus,
  Split,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { later } from "#components/later.tsx";
import { itemClass } from "#components/ui/menu-classes.ts";
import { PopButton } from "#components/ui/pop-button.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { PlanChip } from "#server/ask/chips.schema.ts";
import type { EditedPlan, Reading } from "#server/ask/schema.ts";
import type { Days } from "./chip-editor.tsx";

const ChipEditor = later(
  () => import("./chip-editor.tsx").then((module) => module.ChipEditor),
  <Skeleton className="m-2 w-2/3" />,
);

const ICONS = {
  measure: Gauge,
  window: CalendarClock,
  filter: ListFilter,
  split: Split,
  order: ArrowDownWideNarrow,
  limit: ListEnd,
  compare: GitCompareArrows,
} as const;

/** Class names of a part of a plan that is shown as a chip. */
export const chipClass =
  "inline-flex h-7 max-w-full items-center gap-1.5 rounded-md bg-sunken px-2 text-ink text-xs [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-muted";

const keyOf = ({ part, path, removal }: PlanChip): string =>
  `${part}/${path.join(".")}/${removal?.path.join(".") ?? ""}`;

type Edit = { edited: EditedPlan; onEdit: (edited: EditedPlan) => void };

const Chip = ({
  chip,
  children,
  days,
  edited,
  onEdit,
}: Edit & { chip: PlanChip; children?: ReactNode; days: Days | null }) => {
  const t = useTranslations("ask");
  const Icon = ICONS[chip.part];
  const words = (
    <>
      <Icon aria-hidden />
      <span className="truncate">{chip.words}</span>
      {children}
    </>
  );
  if (chip.edit === null && chip.removal === null) return <span className={chipClass}>{words}</span>;
  return (
    <PopButton
      size="sm"
      className="h-7 min-w-0 max-w-full shrink gap-1.5 px-2 font-normal text-xs [&_svg]:size-3.5 [&_svg]:text-muted"
      aria-label={t("chip.change", { part: t(`chip.${chip.part}`), words: chip.words })}
      label={t(`chip.${chip.part}`)}
      panelClassName="w-72"
      panel={(close) => (
        <ChipEditor
          chip={chip}
          edited={edited}
          days={days}
          onEdit={(next) => {
            close();
            onEdit(next);
          }}
        />
      )}
    >
      {words}
    </PopButton>
  );
};

const Further = ({ chips, edited, onEdit }: Edit & { chips: readonly PlanChip[] }) => {
  const t = useTranslations("ask");
  const [chosen, setChosen] = useState<PlanChip | null>(null);
  return (
    <PopButton
      variant="ghost"
      size="sm"
      className="h-7 px-2 text-xs [&_svg]:size-3.5"
      label={t("chip.add")}
      panelClassName="w-72"
      panel={(close) =>
        chosen === null ? (
          <div className="flex flex-col">
            {chips.map((chip) => {
              const Icon = ICONS[chip.part];
              return (
                <button
                  key={keyOf(chip) + chip.words}
                  type="button"
                  className={itemClass}
                  onClick={() => setChosen(chip)}
                >
                  <Icon aria-hidden />
                  <span className="first-letter:uppercase">{chip.words}</span>
                </button>
              );
            })}
          </div>
        ) : (
          <ChipEditor
            chip={chosen}
            edited={edited}
            days={null}
            onBack={() => setChosen(null)}
            onEdit={(next) => {
              close();
              setChosen(null);
              onEdit(next);
            }}
          />
        )
      }
    >
      <Plus aria-hidden />
      {t("chip.add")}
    </PopButton>
  );
};

/** A plan as chips, one for each part of it: a click changes that part and runs the plan, not the words, again. */
export const PlanChips = ({
  reading,
  onEdit,
}: {
  reading: Reading;
  onEdit: (edited: EditedPlan) => void;
}) => {
  const t = useTranslations("ask");
  const edited = { plan: reading.plan, span: reading.span };
  const days = reading.window ? { from: reading.window.firstDay, to: reading.window.lastDay } : null;
  const set = reading.chips.filter(({ isSet }) => isSet);
  const further = reading.chips.filter(({ isSet }) => !isSet);
  return (
    <ul aria-label={t("chip.plan")} className="contents">
      {set.map((chip) => (
        <li key={keyOf(chip)} className="flex min-w-0">
          <Chip chip={chip} days={days} edited={edited} onEdit={onEdit}>
            {chip.part === "window" && reading.window ? (
              <>
                <span className="text-muted">{reading.window.timeZone}</span>
                {reading.window.isNamed ? null : <span className="text-muted">{t("assumed")}</span>}
              </>
            ) : null}
          </Chip>
        </li>
      ))}
      {further.length > 0 ? (
        <li className="flex">
          <Further chips={further} edited={edited} onEdit={onEdit} />
        </li>
      ) : null}
    </ul>
  );
};
