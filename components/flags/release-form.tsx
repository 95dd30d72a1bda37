"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { Button } from "#components/ui/button.tsx";
import { LabelledInput, NativeSelect } from "#components/ui/input.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { GuardRow } from "./guard-row.tsx";
import { type Faults, guardOf, planOf, type ReleaseDraft, usualDraft } from "./release-draft.ts";
import { useFlagChange } from "./use-flag-change.ts";

const NO_FAULTS: Faults = {};
const MOST_GUARDS = 8;

/** The start of a release: which variant, in stages or as a ramp, and what watches it. */
export const ReleaseForm = ({ flag, variants }: { flag: string; variants: readonly string[] }) => {
  const t = useTranslations("flags");
  const trpc = useTRPC();
  const { done, failed } = useFlagChange();
  const id = useId();
  const [draft, setDraft] = useState<ReleaseDraft>(() => usualDraft(variants[0] ?? ""));
  const [faults, setFaults] = useState(NO_FAULTS);
  const meters = useQuery(trpc.telemetry.meters.queryOptions());
  const names = [...new Set((meters.data ?? []).map(({ name }) => name))].sort();
  const start = useMutation(trpc.flags.releases.start.mutationOptions({ onError: failed }));
  const set = (more: Partial<ReleaseDraft>) => {
    setDraft({ ...draft, ...more });
    setFaults(NO_FAULTS);
  };
  const begin = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const made = planOf(flag, draft);
    if ("faults" in made) return setFaults(made.faults);
    start.mutate(made.plan, {
      onSuccess: ({ auditId }) => done(t("started", { key: flag }), auditId),
    });
  };
  const typed = (field: "percents" | "stageMinutes" | "leastSeen" | "rampHours" | "cooldownMinutes") => ({
    label: t(`plan.${field}`),
    fault: faults[field],
    value: draft[field],
    onChange: ({ target }: { target: HTMLInputElement }) => set({ [field]: target.value }),
  });
  const { guards } = draft;
  return (
    <form onSubmit={begin} className="flex flex-col gap-3 border-t p-3" aria-label={t("start")}>
      <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-col gap-1">
          <label htmlFor={`${id}-to`} className="text-muted text-xs">
            {t("startTo")}
          </label>
          <NativeSelect id={`${id}-to`} value={draft.to} onChange={({ target }) => set({ to: target.value })}>
            {variants.map((variant) => (
              <option key={variant} value={variant}>
                {variant}
              </option>
            ))}
          </NativeSelect>
        </div>
        <Segmented
          label={t("plan.shape")}
          value={draft.shape}
          choices={(["stages", "ramp"] as const).map((value) => ({ value, label: t(`plan.${value}`) }))}
          onChange={(shape) => set({ shape })}
        />
      </div>
      <div className="grid gap-2 sm:grid-cols-4">
        {draft.shape === "stages" ? (
          <>
            <LabelledInput {...typed("percents")} />
            <LabelledInput {...typed("stageMinutes")} inputMode="decimal" />
          </>
        ) : (
          <LabelledInput {...typed("rampHours")} inputMode="decimal" />
        )}
        <LabelledInput {...typed("leastSeen")} inputMode="numeric" />
        <LabelledInput {...typed("cooldownMinutes")} inputMode="decimal" />
      </div>
      <fieldset>
        <legend className="font-medium">{t("plan.guards")}</legend>
        <p className="text-muted text-xs">
          {guards.length === 0 ? t("plan.unguarded") : t("plan.guardsHint")}
        </p>
        <ul>
          {guards.map((guard) => (
            <GuardRow
              key={guard.id}
              guard={guard}
              faults={faults}
              meters={names}
              onChange={(changed) =>
                set({ guards: guards.map((each) => (each.id === guard.id ? changed : each)) })
              }
              onRemove={() => set({ guards: guards.filter((each) => each.id !== guard.id) })}
            />
          ))}
        </ul>
        {guards.length < MOST_GUARDS ? (
          <Button
            size="sm"
            onClick={() =>
              set({
                guards: [...guards, guardOf("ask-slow", 1 + Math.max(0, ...guards.map((each) => each.id)))],
              })
            }
          >
            <Plus aria-hidden />
            {t("plan.addGuard")}
          </Button>
        ) : null}
      </fieldset>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            checked={draft.isDry}
            onChange={({ target }) => set({ isDry: target.checked })}
          />
          {t("startDry")}
        </label>
        <Button type="submit" size="sm" variant="primary" disabled={start.isPending}>
          {t("start")}
        </Button>
      </div>
    </form>
  );
};
