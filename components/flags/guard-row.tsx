import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { LabelledInput, NativeSelect } from "#components/ui/input.tsx";
import { type Faults, type GuardDraft, guardOf, MEASURES, type Measure } from "./release-draft.ts";

const KINDS = ["share", "above", "mean"] as const;

/** One guard of a release that is begun: what it watches, what is bad, and what it does then. */
export const GuardRow = ({
  guard,
  faults,
  meters,
  onChange,
  onRemove,
}: {
  guard: GuardDraft;
  faults: Faults;
  /** Names of meters that were seen of late, to choose from. */
  meters: readonly string[];
  onChange: (guard: GuardDraft) => void;
  onRemove: () => void;
}) => {
  const t = useTranslations("flags");
  const id = useId();
  const faultOf = (field: string) => faults[`${guard.id}.${field}`];
  const set = (more: Partial<GuardDraft>) => onChange({ ...guard, ...more });
  const isOwn = guard.measure === "own";
  return (
    <li className="grid items-start gap-2 border-t py-2 first:border-t-0 sm:grid-cols-[minmax(11rem,2fr)_1fr_1fr_1fr_minmax(9rem,1fr)_auto]">
      <div className="flex min-w-0 flex-col gap-1">
        <label htmlFor={`${id}-measure`} className="text-muted text-xs">
          {t("guardMetric")}
        </label>
        <NativeSelect
          id={`${id}-measure`}
          value={guard.measure}
          onChange={({ target }) => onChange(guardOf(target.value as Measure, guard.id))}
        >
          {[...(Object.keys(MEASURES) as Measure[]), "own" as const].map((measure) => (
            <option key={measure} value={measure}>
              {t(`measure.${measure}`)}
            </option>
          ))}
        </NativeSelect>
        {isOwn ? (
          <>
            <LabelledInput
              label={t("guardMeter")}
              fault={faultOf("metric")}
              value={guard.metric}
              list={`${id}-meters`}
              onChange={({ target }) => set({ metric: target.value })}
            />
            <datalist id={`${id}-meters`}>
              {meters.map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
            <label htmlFor={`${id}-kind`} className="text-muted text-xs">
              {t("guardKind")}
            </label>
            <NativeSelect
              id={`${id}-kind`}
              value={guard.kind}
              onChange={({ target }) => set({ kind: target.value as GuardDraft["kind"] })}
            >
              {KINDS.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`guardKinds.${kind}`)}
                </option>
              ))}
            </NativeSelect>
          </>
        ) : null}
      </div>
      {guard.kind === "share" ? (
        <LabelledInput
          label={t("guardBad")}
          fault={faultOf("bad")}
          value={guard.bad}
          readOnly={!isOwn}
          placeholder="outcome=failed"
          onChange={({ target }) => set({ bad: target.value })}
        />
      ) : guard.kind === "above" ? (
        <LabelledInput
          label={t("guardBound")}
          fault={faultOf("bound")}
          value={guard.bound}
          inputMode="decimal"
          onChange={({ target }) => set({ bound: target.value })}
        />
      ) : (
        <span className="max-sm:hidden" />
      )}
      <LabelledInput
        label={t("guardTolerance")}
        fault={faultOf("tolerance")}
        value={guard.tolerance}
        inputMode="decimal"
        onChange={({ target }) => set({ tolerance: target.value })}
      />
      <LabelledInput
        label={t("guardHard")}
        fault={faultOf("hardLimit")}
        value={guard.hardLimit}
        inputMode="decimal"
        placeholder={t("guardNoHard")}
        onChange={({ target }) => set({ hardLimit: target.value })}
      />
      <div className="flex min-w-0 flex-col gap-1">
        <label htmlFor={`${id}-action`} className="text-muted text-xs">
          {t("guardAction")}
        </label>
        <NativeSelect
          id={`${id}-action`}
          value={guard.action}
          onChange={({ target }) => set({ action: target.value as GuardDraft["action"] })}
        >
          {(["rollback", "pause"] as const).map((action) => (
            <option key={action} value={action}>
              {t(`guardActions.${action}`)}
            </option>
          ))}
        </NativeSelect>
      </div>
      <Button
        size="sm"
        variant="ghost"
        className="sm:mt-5"
        aria-label={t("guardRemove", { guard: t(`measure.${guard.measure}`) })}
        onClick={onRemove}
      >
        <Trash2 aria-hidden />
      </Button>
    </li>
  );
};
