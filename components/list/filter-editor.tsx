"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { LabelledInput } from "#components/ui/input.tsx";
import { itemClass } from "#components/ui/menu-classes.ts";
import type { Filter } from "#server/platform/list.schema.ts";
import type { ColumnFilter } from "./column.ts";

type EditorProps = {
  column: string;
  filter: Filter | undefined;
  onChange: (filter: Filter | undefined) => void;
  onDone: () => void;
};

/** Edits the filter of one column, in the way its kind wants. */
export const FilterEditor = ({ kind, ...rest }: EditorProps & { kind: ColumnFilter }) => {
  switch (kind.kind) {
    case "choice":
      return <ChoiceEditor kind={kind} {...rest} />;
    case "text":
      return <TextEditor {...rest} />;
    case "number":
      return <NumberEditor kind={kind} {...rest} />;
    case "flag":
      return <FlagEditor {...rest} />;
  }
};

const chosenOf = (filter: Filter | undefined): string[] => {
  if (filter === undefined || (filter.op !== "in" && filter.op !== "eq")) return [];
  return (Array.isArray(filter.value) ? filter.value : [filter.value]).map(String);
};

const ChoiceEditor = ({
  kind,
  column,
  filter,
  onChange,
}: EditorProps & { kind: ColumnFilter & { kind: "choice" } }) => {
  const chosen = chosenOf(filter);
  const toggle = (value: string) => {
    const next = chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
    onChange(next.length > 0 ? { column, op: "in", value: next } : undefined);
  };
  return (
    <ul className="flex flex-col">
      {kind.choices.map(({ value, label }) => (
        <li key={value}>
          <label className={`${itemClass} cursor-pointer`}>
            <input
              type="checkbox"
              checked={chosen.includes(value)}
              onChange={() => toggle(value)}
              className="size-4 accent-accent"
            />
            {label}
          </label>
        </li>
      ))}
    </ul>
  );
};

const TextEditor = ({ column, filter, onChange, onDone }: EditorProps) => {
  const t = useTranslations("list");
  const common = useTranslations("common");
  const [text, setText] = useState(filter && !Array.isArray(filter.value) ? String(filter.value) : "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const value = text.trim();
    onChange(value === "" ? undefined : { column, op: "contains", value });
    onDone();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2 p-1">
      <LabelledInput
        label={t("op.contains")}
        autoFocus
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" variant="primary">
        {common("apply")}
      </Button>
    </form>
  );
};

const boundsOf = (filter: Filter | undefined, factor: number): [string, string] => {
  const show = (value: unknown): string => (typeof value === "number" ? String(value / factor) : "");
  if (filter === undefined) return ["", ""];
  if (Array.isArray(filter.value)) return [show(filter.value[0]), show(filter.value[1])];
  if (filter.op === "gte" || filter.op === "gt") return [show(filter.value), ""];
  if (filter.op === "lte" || filter.op === "lt") return ["", show(filter.value)];
  return [show(filter.value), show(filter.value)];
};

/** The filter of a column between two bounds as typed, either of which may be left empty. */
export const numberFilter = (column: string, from: string, to: string, factor = 1): Filter | undefined => {
  const read = (text: string) =>
    text.trim() === "" ? Number.NaN : Math.round(Number(text) * factor * 1000) / 1000;
  const low = read(from);
  const high = read(to);
  if (Number.isFinite(low) && Number.isFinite(high))
    return { column, op: "between", value: [Math.min(low, high), Math.max(low, high)] };
  if (Number.isFinite(low)) return { column, op: "gte", value: low };
  if (Number.isFinite(high)) return { column, op: "lte", value: high };
  return undefined;
};

const NumberEditor = ({
  kind,
  column,
  filter,
  onChange,
  onDone,
}: EditorProps & { kind: ColumnFilter & { kind: "number" } }) => {
  const t = useTranslations("list");
  const common = useTranslations("common");
  const [[from, to], setBounds] = useState(() => boundsOf(filter, kind.factor ?? 1));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(numberFilter(column, from, to, kind.factor));
    onDone();
  };
  const unit = kind.unit ? ` (${kind.unit})` : "";
  return (
    <form onSubmit={submit} className="flex flex-col gap-2 p-1">
      <div className="grid grid-cols-2 gap-2">
        <LabelledInput
          label={`${t("from")}${unit}`}
          autoFocus
          inputMode="decimal"
          value={from}
          onChange={(event) => setBounds([event.target.value, to])}
        />
        <LabelledInput
          label={`${t("to")}${unit}`}
          inputMode="decimal"
          value={to}
          onChange={(event) => setBounds([from, event.target.value])}
        />
      </div>
      <Button type="submit" variant="primary">
        {common("apply")}
      </Button>
    </form>
  );
};

const FlagEditor = ({ column, filter, onChange, onDone }: EditorProps) => {
  const common = useTranslations("common");
  return (
    <div className="flex flex-col">
      {[true, false].map((value) => (
        <button
          key={String(value)}
          type="button"
          aria-pressed={filter?.value === value}
          className={`${itemClass} aria-pressed:font-medium aria-pressed:text-accent-text`}
          onClick={() => {
            onChange(filter?.value === value ? undefined : { column, op: "eq", value });
            onDone();
          }}
        >
          {value ? common("yes") : common("no")}
        </button>
      ))}
    </div>
  );
};
