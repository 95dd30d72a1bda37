"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type ComponentProps, type FormEvent, useId, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useReason } from "#components/reason.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, LabelledInput, NativeSelect } from "#components/ui/input.tsx";
import { REDUCERS, type RuleRow } from "#server/alerts/schema.ts";
import { BEGIN, FIELDS_OF, HOLD_FIELDS, ruleFormOf, type Typed, typedOf } from "./rule-fields.ts";
import type { AlertChanges } from "./use-alerts.ts";

const KINDS = ["threshold", "burn", "anomaly"] as const;
const SIDES = ["above", "below"] as const;
const ANOMALY_REDUCERS = ["mean", "count"] as const;
const NUMBERS = new Set<string>([
  "windowS",
  "raise",
  "clear",
  "badAbove",
  "objective",
  "leastWeeks",
  ...HOLD_FIELDS,
]);

type Fields = { typed: Typed; faults: Record<string, string>; put: (change: Typed) => void };

const TextField = ({
  fields: { typed, faults, put },
  name,
  ...rest
}: ComponentProps<"input"> & { fields: Fields; name: string; label: string }) => (
  <LabelledInput
    {...rest}
    fault={faults[name]}
    value={typed[name] ?? ""}
    onChange={({ target }) => put({ [name]: target.value })}
  />
);

const ChoiceField = <Choice extends string>({
  fields: { typed, faults, put },
  name,
  label,
  choices,
  text,
}: {
  fields: Fields;
  name: string;
  label: string;
  choices: readonly Choice[];
  text: (choice: Choice) => string;
}) => (
  <Field label={label} fault={faults[name]}>
    {(ids) => (
      <NativeSelect {...ids} value={typed[name]} onChange={({ target }) => put({ [name]: target.value })}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {text(choice)}
          </option>
        ))}
      </NativeSelect>
    )}
  </Field>
);

const SpecFields = ({ fields }: { fields: Fields }) => {
  const t = useTranslations("performance.alerts.form");
  const { typed } = fields;
  const kind = KINDS.find((each) => each === typed.kind) ?? "threshold";
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {[...FIELDS_OF[kind], ...HOLD_FIELDS].map((name) => {
        if (name === "reduce")
          return (
            <ChoiceField
              key={name}
              {...{ fields, name, label: t("reduce"), text: (choice) => t(`reducers.${choice}`) }}
              choices={kind === "anomaly" ? ANOMALY_REDUCERS : REDUCERS}
            />
          );
        if (name === "side")
          return (
            <ChoiceField
              key={name}
              {...{ fields, name, label: t("side"), choices: SIDES, text: (choice) => t(`sides.${choice}`) }}
            />
          );
        if (name === "label" && typed.reduce !== "share") return null;
        const isDeviations = kind === "anomaly" && (name === "raise" || name === "clear");
        const label = isDeviations ? t(name === "raise" ? "raiseDeviations" : "clearDeviations") : t(name);
        return (
          <TextField
            key={name}
            {...{ fields, name, label }}
            inputMode={NUMBERS.has(name) ? "decimal" : "text"}
            className="tabular-nums"
          />
        );
      })}
    </div>
  );
};

/** Makes a rule or changes one; what is wrong is said at its field. */
export const RuleFormDialog = ({
  rule,
  changes,
  onClose,
  onGone,
}: {
  rule: RuleRow | null;
  changes: AlertChanges;
  onClose: () => void;
  onGone: () => void;
}) => {
  const t = useTranslations("performance.alerts");
  const reason = useReason();
  const common = useTranslations("common");
  const meters = useQuery(useTRPC().telemetry.meters.queryOptions(undefined, { staleTime: 60_000 }));
  const [typed, setTyped] = useState<Typed>(() => (rule === null ? BEGIN : typedOf(rule)));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const listId = useId();
  const put = (change: Typed) => {
    const next = { ...typed, ...change };
    // A kind that has fewer ways to compare keeps the one that it has.
    if (next.kind === "anomaly" && !ANOMALY_REDUCERS.some((each) => each === next.reduce))
      next.reduce = "mean";
    setTyped(next);
    // Once something was wrong, each key tells whether it still is.
    if (Object.keys(faults).length === 0) return;
    const found = ruleFormOf(rule?.id, next);
    setFaults("faults" in found ? found.faults : {});
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = ruleFormOf(rule?.id, typed);
    if ("faults" in found) return setFaults(found.faults);
    changes.save.mutate(found.form, { onSuccess: onClose });
  };
  const fields = { typed, faults, put };
  const names = [...new Set((meters.data ?? []).map(({ name }) => name))];
  const { save, remove } = changes;
  return (
    <Dialog open onClose={onClose} title={t(rule === null ? "form.new" : "form.change")}>
      <form onSubmit={submit} noValidate className="flex flex-col gap-3 p-4">
        <div className="grid gap-3 sm:grid-cols-2">
          <TextField {...{ fields, name: "name", label: t("form.name") }} />
          <TextField {...{ fields, name: "group", label: t("form.group") }} />
          <TextField {...{ fields, name: "meter", label: t("form.meter") }} list={listId} />
          <ChoiceField
            {...{ fields, name: "kind", label: t("form.kind"), choices: KINDS }}
            text={(kind) => t(`form.kinds.${kind}`)}
          />
        </div>
        <datalist id={listId}>
          {names.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <SpecFields fields={fields} />
        <TextField {...{ fields, name: "webhook", label: t("form.webhook") }} inputMode="url" />
        <TextField {...{ fields, name: "emails", label: t("form.emails") }} inputMode="email" />
        <label className="flex items-center gap-2">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={typed.isOn === "true"}
            onChange={({ target }) => put({ isOn: String(target.checked) })}
          />
          {t("form.isOn")}
        </label>
        {save.error === null ? null : (
          <p role="alert" className="break-words text-bad">
            {reason(save.error)}
          </p>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          {rule === null ? null : (
            <Button
              variant="danger"
              className="me-auto"
              disabled={remove.isPending}
              onClick={() =>
                remove.mutate(
                  { id: rule.id },
                  {
                    onSuccess: () => {
                      onClose();
                      onGone();
                    },
                  },
                )
              }
            >
              {t("remove")}
            </Button>
          )}
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="primary" disabled={save.isPending}>
            {t("save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
