"use client";

import { ListFilter, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { itemClass } from "#components/ui/menu-classes.ts";
import { PopButton } from "#components/ui/pop-button.tsx";
import type { Filter } from "#server/platform/list.schema.ts";
import type { ColumnFilter } from "./column.ts";
import { FilterEditor } from "./filter-editor.tsx";
import { describeFilter, type FilterWords } from "./filter-text.ts";
import { withFilter } from "./use-list-url.ts";

/** What a list can be filtered by: a column of it, or something it does not show. */
export type Filterable = {
  key: string;
  label: string;
  filter: ColumnFilter;
  /** Whether only links set it: nobody would choose a number he does not know. */
  isOfLinks?: boolean;
};

type FilterBarProps = {
  fields: readonly Filterable[];
  filters: readonly Filter[];
  onChange: (filters: Filter[]) => void;
};

/** The filters of a list as chips to edit and to take away, and the way to a further one. */
export const FilterBar = ({ fields, filters, onChange }: FilterBarProps) => {
  const t = useTranslations("list");
  const common = useTranslations("common");
  const words: FilterWords = {
    op: (name) => t(`op.${name}`),
    yes: common("yes"),
    no: common("no"),
    empty: t("empty"),
    notEmpty: t("notEmpty"),
    and: t("and"),
  };
  return (
    <>
      {filters.map((filter) => (
        <Chip
          key={`${filter.column} ${filter.op}`}
          filter={filter}
          field={fields.find(({ key }) => key === filter.column)}
          words={words}
          onChange={(next) => onChange(withFilter(filters, filter.column, next))}
        />
      ))}
      <PopButton
        label={t("addFilter")}
        variant="ghost"
        size="sm"
        panel={(close) => (
          <AddFilter
            fields={fields.filter(({ isOfLinks }) => !isOfLinks)}
            filters={filters}
            onChange={onChange}
            onDone={close}
          />
        )}
      >
        <ListFilter aria-hidden />
        {t("addFilter")}
      </PopButton>
      {filters.length > 1 ? (
        <Button variant="ghost" size="sm" onClick={() => onChange([])}>
          {t("clearFilters")}
        </Button>
      ) : null}
    </>
  );
};

const Chip = ({
  filter,
  field,
  words,
  onChange,
}: {
  filter: Filter;
  field: Filterable | undefined;
  words: FilterWords;
  onChange: (filter: Filter | undefined) => void;
}) => {
  const t = useTranslations("list");
  const name = field?.label ?? filter.column;
  const { op, value } = describeFilter(filter, field?.filter, words);
  const text = (
    <>
      <span>{name}</span>
      <span className="text-faint">{op}</span>
      <span className="max-w-40 truncate font-medium text-ink">{value}</span>
    </>
  );
  return (
    <span className="inline-flex h-7 items-center rounded-md border border-line-strong bg-surface text-muted text-xs">
      {field === undefined ? (
        <span className="flex gap-1 ps-2">{text}</span>
      ) : (
        <PopButton
          label={t("editFilter", { name })}
          variant="ghost"
          size="sm"
          className="h-full gap-1 rounded-e-none ps-2 pe-1 font-normal"
          panel={(close) => (
            <FilterEditor
              kind={field.filter}
              column={filter.column}
              filter={filter}
              onChange={onChange}
              onDone={close}
            />
          )}
        >
          {text}
        </PopButton>
      )}
      <button
        type="button"
        aria-label={t("removeFilter", { name })}
        onClick={() => onChange(undefined)}
        className="flex h-full items-center rounded-e-md px-1.5 hover:bg-hover hover:text-ink"
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </span>
  );
};

const AddFilter = ({ fields, filters, onChange, onDone }: FilterBarProps & { onDone: () => void }) => {
  const [key, setKey] = useState<string | null>(null);
  const field = fields.find((one) => one.key === key);
  if (field === undefined)
    return (
      <ul>
        {fields.map(({ key, label }) => (
          <li key={key}>
            <button type="button" className={itemClass} onClick={() => setKey(key)}>
              {label}
            </button>
          </li>
        ))}
      </ul>
    );
  return (
    <>
      <p className="px-2 pt-1 pb-1.5 font-medium">{field.label}</p>
      <FilterEditor
        kind={field.filter}
        column={field.key}
        filter={filters.find(({ column }) => column === field.key)}
        onChange={(next) => onChange(withFilter(filters, field.key, next))}
        onDone={onDone}
      />
    </>
  );
};
