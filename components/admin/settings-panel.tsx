"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useFormats, useMe } from "#components/me.tsx";
import { PlatformNote, usePlatformRight } from "#components/platform-right.tsx";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Input, NativeSelect } from "#components/ui/input.tsx";
import type { SettingRow } from "#server/accounts/schema.ts";
import { LoadState } from "./load-state.tsx";
import { typedValue } from "./setting-value.ts";

type Row = SettingRow;

const choiceText = (choice: string): string =>
  `${choice.charAt(0).toUpperCase()}${choice.slice(1).replaceAll("-", " ")}`;

const useValueText = () => {
  const t = useTranslations("admin");
  const formats = useFormats();
  return ({ unit, shape }: Pick<Row, "unit" | "shape">, value: Row["value"]): string => {
    if (typeof value === "boolean") return t(value ? "settingOn" : "settingOff");
    if (shape.kind === "choice") return choiceText(String(value));
    return `${typeof value === "number" ? formats.measure(value) : value} ${unit}`.trim();
  };
};

const useChange = () => {
  const t = useTranslations("admin");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const text = useValueText();
  const onError = ({ message }: { message: string }) => showToast({ text: message, isError: true });
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: ["audit"] });
    return queries.invalidateQueries({ queryKey: trpc.accounts.settings.pathKey() });
  };
  const undo = useMutation(trpc.accounts.audit.undo.mutationOptions({ onError, onSuccess: refresh }));
  const set = useMutation(trpc.accounts.settings.set.mutationOptions({ onError }));
  return {
    isPending: set.isPending,
    change: (row: Row, value: Row["value"] | undefined) =>
      set.mutate(
        { key: row.key, ...(value === undefined ? {} : { value }) },
        {
          onSuccess: ({ auditId }) => {
            void refresh();
            showToast({
              text: t("settingSaved", { key: row.key, value: text(row, value ?? row.fallback) }),
              action: { label: t("undo"), onClick: () => undo.mutate({ id: auditId }) },
            });
          },
        },
      ),
  };
};

const Field = ({ row, hintId, labelId }: { row: Row; hintId: string; labelId: string }) => {
  const t = useTranslations("admin");
  const { change, isPending } = useChange();
  const { shape } = row;
  const [typed, setTyped] = useState(String(row.value));
  const value = typedValue(shape, typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (value !== undefined) change(row, value);
  };
  const isBounded = shape.kind === "number" && shape.min !== null && shape.max !== null;
  return (
    <form onSubmit={submit} className="flex flex-wrap items-center gap-2">
      {shape.kind === "choice" ? (
        <NativeSelect
          aria-labelledby={labelId}
          aria-describedby={hintId}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          className="w-40"
        >
          {shape.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choiceText(choice)}
            </option>
          ))}
        </NativeSelect>
      ) : shape.kind === "switch" ? (
        <NativeSelect
          aria-labelledby={labelId}
          aria-describedby={hintId}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          className="w-28"
        >
          <option value="true">{t("settingOn")}</option>
          <option value="false">{t("settingOff")}</option>
        </NativeSelect>
      ) : (
        <Input
          aria-labelledby={labelId}
          aria-describedby={hintId}
          aria-invalid={value === undefined}
          inputMode={shape.kind === "number" ? "decimal" : "text"}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
          className="w-28 tabular-nums"
        />
      )}
      {row.unit === "" ? null : <span className="text-muted">{row.unit}</span>}
      {/* Where nothing was changed there is nothing to save. */}
      {value === row.value ? null : (
        <Button type="submit" size="sm" variant="primary" disabled={isPending || value === undefined}>
          {t("settingSave")}
        </Button>
      )}
      {row.value === row.fallback ? null : (
        <Button size="sm" variant="ghost" disabled={isPending} onClick={() => change(row, undefined)}>
          <RotateCcw aria-hidden />
          {t("settingReset")}
        </Button>
      )}
      {value === undefined && isBounded ? (
        <p role="alert" className="basis-full text-bad text-xs">
          {t("settingRange", { isWhole: String(shape.isWhole), min: shape.min ?? 0, max: shape.max ?? 0 })}
        </p>
      ) : null}
    </form>
  );
};

const Line = ({ row, mayChange }: { row: Row; mayChange: boolean }) => {
  const t = useTranslations("admin");
  const formats = useFormats();
  const text = useValueText();
  const id = useId();
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-2 border-b px-3 py-3 last:border-b-0">
      <div className="min-w-64 flex-1">
        <p id={`${id}-label`} className="font-medium">
          {row.doc}
        </p>
        <p id={`${id}-hint`} className="text-muted text-xs">
          <code>{row.key}</code> · {t("settingDefault", { value: text(row, row.fallback) })}
          {row.changedAt === null ? null : (
            <>
              {" · "}
              {t("settingChanged", { name: row.changedBy ?? "–", time: formats.dateTime(row.changedAt) })}
            </>
          )}
        </p>
      </div>
      <div className="w-88 max-w-full">
        {mayChange ? (
          // A value that came from elsewhere starts the field anew.
          <Field key={String(row.value)} row={row} labelId={`${id}-label`} hintId={`${id}-hint`} />
        ) : (
          <span className="font-medium tabular-nums">{text(row, row.value)}</span>
        )}
      </div>
    </li>
  );
};

// What dispatchers and managers care for first; the first part of a key says where its setting belongs.
const GROUPS = [
  ["planning", ["routing", "travel"]],
  ["forecasts", ["forecast", "maintenance"]],
  ["money", ["cost", "savings", "kpi"]],
  ["day", ["simulator", "live", "ingest"]],
  ["search", ["vector", "cache"]],
  ["model", ["llm", "ask"]],
  ["services", ["external"]],
  ["tuning", ["tuning"]],
] as const;

const rowsOf = (rows: readonly Row[], of: (area: string) => boolean): Row[] =>
  rows.filter(({ key }) => of(key.split(".")[0] ?? ""));

const groupsOf = (rows: readonly Row[]) => {
  const known: readonly string[] = GROUPS.flatMap(([, areas]) => [...areas]);
  const all = [
    ...GROUPS.map(([name, areas]) => ({
      name,
      rows: rowsOf(rows, (area) => (areas as readonly string[]).includes(area)),
    })),
    { name: "other" as const, rows: rowsOf(rows, (area) => !known.includes(area)) },
  ];
  return all.filter((group) => group.rows.length > 0);
};

/** Every tunable value with its unit, default and who changed it; an admin changes it, with a way back. */
export const SettingsPanel = () => {
  const t = useTranslations("admin");
  const trpc = useTRPC();
  const mayChange = usePlatformRight("admin");
  const { isOperator } = useMe().organisation;
  const settings = useQuery(trpc.accounts.settings.list.queryOptions());
  return (
    <Card title={t("tab.settings")} className="overflow-hidden">
      {isOperator ? (
        <p className="border-b px-3 py-2 text-muted text-xs">
          {t(mayChange ? "settingsHint" : "settingsRead")}
        </p>
      ) : (
        <div className="border-b p-3">
          <PlatformNote />
        </div>
      )}
      {settings.data === undefined ? (
        <LoadState error={settings.error} onRetry={() => void settings.refetch()} />
      ) : (
        groupsOf(settings.data).map(({ name, rows }) => (
          <section key={name} aria-labelledby={`settings-${name}`}>
            <h3
              id={`settings-${name}`}
              className="border-b bg-sunken px-3 py-1.5 font-medium text-muted text-xs"
            >
              {t(`settingGroup.${name}`)}
            </h3>
            <ul className="border-b">
              {rows.map((row) => (
                <Line key={row.key} row={row} mayChange={mayChange} />
              ))}
            </ul>
          </section>
        ))
      )}
    </Card>
  );
};
