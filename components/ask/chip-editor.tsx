"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useReason } from "#components/reason.ts";
import { Button } from "#components/ui/button.tsx";
import { Input, LabelledInput } from "#components/ui/input.tsx";
import { itemClass } from "#components/ui/menu-classes.ts";
import { Skeleton } from "#components/ui/states.tsx";
import type { ChipEdit, PlanChip } from "#server/ask/chips.schema.ts";
import { FLEET_CHOICES, type FleetChoice, SPAN_NAMES } from "#server/ask/plan-names.schema.ts";
import type { EditedPlan } from "#server/ask/schema.ts";
import { type ChipValue, withChoice, withNumber, withoutChip } from "./plan-edit.ts";
import { useWordChoices } from "./use-word-choices.ts";

const NAMES_MS = 60_000;
// A list this long is searched rather than read.
const SEARCHED_FROM = 9;

/** First and last service day. */
export type Days = { from: string; to: string };

type Editor<Kind extends ChipEdit["kind"]> = {
  chip: PlanChip;
  edit: Extract<ChipEdit, { kind: Kind }>;
  edited: EditedPlan;
  onEdit: (edited: EditedPlan) => void;
};

// The panel took the focus before its content was fetched: the first control takes it over when it is there.
const focusFirst = (box: HTMLElement | null): void =>
  box?.querySelector<HTMLElement>("input, button")?.focus();

const isOfFleet = (of: string): of is FleetChoice => (FLEET_CHOICES as readonly string[]).includes(of);

const WindowEditor = ({
  days,
  edited,
  onEdit,
}: Omit<Editor<"window">, "chip" | "edit"> & { days: Days | null }) => {
  const t = useTranslations("ask");
  const { span } = edited;
  const [from, setFrom] = useState(days?.from ?? "");
  const [to, setTo] = useState(days?.to ?? "");
  const isRange = from !== "" && to !== "" && from <= to;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isRange) onEdit({ ...edited, span: { kind: "days", from, to } });
  };
  return (
    <>
      <fieldset ref={focusFirst} className="grid grid-cols-2">
        <legend className="sr-only">{t("chip.window")}</legend>
        {SPAN_NAMES.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={span?.kind === "named" && span.name === name}
            className={`${itemClass} aria-pressed:font-medium aria-pressed:text-accent-text`}
            onClick={() => onEdit({ ...edited, span: { kind: "named", name } })}
          >
            {t(`span.${name}`)}
          </button>
        ))}
      </fieldset>
      <form onSubmit={submit} className="mt-2 flex flex-col gap-2 border-t px-2 pt-3">
        <div className="grid grid-cols-2 gap-2">
          <LabelledInput
            label={t("chip.from")}
            type="date"
            value={from}
            onChange={({ target }) => setFrom(target.value)}
          />
          <LabelledInput
            label={t("chip.to")}
            type="date"
            value={to}
            min={from}
            onChange={({ target }) => setTo(target.value)}
          />
        </div>
        <Button type="submit" variant="primary" size="sm" className="self-end" disabled={!isRange}>
          {t("chip.apply")}
        </Button>
      </form>
    </>
  );
};

type Option = { value: ChipValue; label: string };

const Options = ({
  options,
  chip,
  edit,
  edited,
  onEdit,
}: Editor<"choice"> & { options: readonly Option[] }) => {
  const t = useTranslations("ask");
  const [values, setValues] = useState<readonly ChipValue[]>(edit.values);
  const [search, setSearch] = useState("");
  const group = useId();
  const wanted = search.trim().toLowerCase();
  const shown = options.filter(({ label }) => label.toLowerCase().includes(wanted));
  const apply = (next: readonly ChipValue[]) =>
    onEdit({ ...edited, plan: withChoice(edited.plan, chip, next) });
  return (
    <form
      ref={focusFirst}
      onSubmit={(event) => {
        event.preventDefault();
        if (edit.isMany) apply(values);
      }}
      className="flex flex-col"
    >
      {options.length >= SEARCHED_FROM ? (
        <Input
          value={search}
          onChange={({ target }) => setSearch(target.value)}
          placeholder={t("chip.search")}
          aria-label={t("chip.search")}
          className="mb-1"
        />
      ) : null}
      <fieldset className="max-h-64 overflow-y-auto">
        <legend className="sr-only">{chip.words}</legend>
        {shown.map(({ value, label }) => (
          <label key={String(value)} className={`${itemClass} cursor-pointer`}>
            <input
              type={edit.isMany ? "checkbox" : "radio"}
              name={group}
              checked={values.includes(value)}
              onChange={({ target }) => {
                if (edit.isMany)
                  setValues(target.checked ? [...values, value] : values.filter((one) => one !== value));
              }}
              // A radio is moved by the arrows: only a click or Enter takes it.
              onClick={() => {
                if (!edit.isMany) apply([value]);
              }}
              className="accent-accent"
            />
            <span className="truncate">{label}</span>
          </label>
        ))}
        {shown.length === 0 ? <p className="px-2 py-1.5 text-muted">{t("chip.none")}</p> : null}
      </fieldset>
      {edit.isMany ? (
        <Button
          type="submit"
          variant="primary"
          size="sm"
          className="mt-2 self-end"
          disabled={values.length === 0 && chip.removal === null && !chip.isSet}
        >
          {t("chip.apply")}
        </Button>
      ) : null}
    </form>
  );
};

const FleetOptions = ({ of, ...editor }: Editor<"choice"> & { of: FleetChoice }) => {
  const trpc = useTRPC();
  const reason = useReason();
  const names = useQuery(trpc.ask.choices.queryOptions({ of }, { staleTime: NAMES_MS }));
  if (names.data) return <Options options={names.data} {...editor} />;
  if (names.error)
    return (
      <p role="alert" className="px-2 text-bad">
        {reason(names.error)}
      </p>
    );
  return <Skeleton className="m-2 w-2/3" />;
};

const ChoiceEditor = (editor: Editor<"choice">) => {
  const words = useWordChoices();
  const { of, among } = editor.edit;
  if (isOfFleet(of)) return <FleetOptions of={of} {...editor} />;
  const options = words(of).filter(({ value }) => among === null || among.includes(value));
  // What has no words of its own stands for itself.
  const others = (among ?? editor.edit.values)
    .filter((value) => !options.some((option) => option.value === value))
    .map((value) => ({ value, label: String(value) }));
  return <Options options={[...options, ...others]} {...editor} />;
};

const NumberEditor = ({ chip, edit, edited, onEdit }: Editor<"number">) => {
  const t = useTranslations("ask");
  const { value, factor, unit } = edit;
  const [text, setText] = useState(value === null ? "" : String(value / factor));
  const number = Number(text);
  const isGood =
    text.trim() !== "" &&
    Number.isFinite(number) &&
    number * factor >= edit.min &&
    number * factor <= edit.max &&
    (unit !== "" || factor !== 1 || chip.part !== "limit" || Number.isInteger(number));
  return (
    <form
      ref={focusFirst}
      onSubmit={(event) => {
        event.preventDefault();
        if (isGood) onEdit({ ...edited, plan: withNumber(edited.plan, chip, number) });
      }}
      className="flex items-end gap-2 px-1"
    >
      <div className="min-w-0 flex-1">
        <LabelledInput
          label={unit === "" ? chip.words : t("chip.in", { words: chip.words, unit })}
          type="number"
          step="any"
          inputMode="decimal"
          value={text}
          aria-invalid={text !== "" && !isGood}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      <Button type="submit" variant="primary" disabled={!isGood}>
        {t("chip.apply")}
      </Button>
    </form>
  );
};

/** Changes one part of a plan: the span of time, values of a list, a number; or takes it out. */
export const ChipEditor = ({
  chip,
  edited,
  days,
  onEdit,
  onBack,
}: {
  chip: PlanChip;
  edited: EditedPlan;
  /** The service days the plan runs over now. */
  days: Days | null;
  onEdit: (edited: EditedPlan) => void;
  /** Leads back to the parts that can be added. */
  onBack?: (() => void) | undefined;
}) => {
  const t = useTranslations("ask");
  const { edit, removal } = chip;
  return (
    <div className="flex flex-col gap-1">
      <p className="flex items-center gap-1 px-2 py-1 text-muted text-xs">
        {onBack ? (
          <Button variant="ghost" size="icon-sm" aria-label={t("chip.back")} onClick={onBack}>
            <ChevronLeft className="rtl:rotate-180" />
          </Button>
        ) : null}
        {t(`chip.${chip.part}`)}
      </p>
      {edit?.kind === "window" ? <WindowEditor days={days} edited={edited} onEdit={onEdit} /> : null}
      {edit?.kind === "choice" ? (
        <ChoiceEditor chip={chip} edit={edit} edited={edited} onEdit={onEdit} />
      ) : null}
      {edit?.kind === "number" ? (
        <NumberEditor chip={chip} edit={edit} edited={edited} onEdit={onEdit} />
      ) : null}
      {removal === null ? null : (
        <div className="border-t pt-1">
          <button
            type="button"
            className={itemClass}
            onClick={() => onEdit({ ...edited, plan: withoutChip(edited.plan, chip) })}
          >
            <Trash2 aria-hidden />
            {t("chip.remove")}
          </button>
        </div>
      )}
    </div>
  );
};
