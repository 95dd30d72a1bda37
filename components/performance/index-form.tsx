"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useReason } from "#components/reason.ts";
import { showToast } from "#components/toasts.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Input, NativeSelect } from "#components/ui/input.tsx";
import { INDEX_LIMITS, type IndexStore, KINDS_OF, QUANTIZERS } from "#server/vector/schema.ts";
import { numberOf, PARAMETERS_OF, settingsOf, typedOf } from "./index-parameters.ts";

const NumberField = ({
  name,
  text,
  onType,
}: {
  name: keyof typeof INDEX_LIMITS;
  text: string;
  onType: (text: string) => void;
}) => {
  const t = useTranslations("performance.index");
  const id = useId();
  const [min, max] = INDEX_LIMITS[name];
  const isWrong = numberOf(name, text) === undefined;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {t(`parameter.${name}`)}
      </label>
      <Input
        id={id}
        inputMode="numeric"
        value={text}
        aria-invalid={isWrong}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => onType(target.value)}
        className="tabular-nums"
      />
      <p id={`${id}-hint`} className={isWrong ? "text-bad text-xs" : "text-muted text-xs"}>
        {isWrong ? t("range", { min, max }) : t(`hint.${name}`)}
      </p>
    </div>
  );
};

/** Chooses how the vectors of a store lie and asks the worker to make them so. */
export const IndexForm = ({
  store,
  fixedEf,
  onClose,
}: {
  store: IndexStore;
  fixedEf: number | null;
  onClose: () => void;
}) => {
  const t = useTranslations("performance.index");
  const trpc = useTRPC();
  const queries = useQueryClient();
  const reason = useReason();
  const id = useId();
  const [kind, setKind] = useState(store.index.kind);
  const [quantizer, setQuantizer] = useState(store.index.quantizer);
  const [typed, setTyped] = useState(() => typedOf(store.index));
  const rebuild = useMutation(
    trpc.vector.rebuild.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: trpc.vector.index.queryKey() });
        showToast({ text: t("asked") });
        onClose();
      },
    }),
  );
  const settings = settingsOf(store.index, kind, quantizer, typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (settings !== undefined) rebuild.mutate(settings);
  };
  return (
    <Dialog open onClose={onClose} title={t("formTitle")}>
      <form onSubmit={submit} className="flex flex-col gap-4 p-4">
        <div className="flex flex-col gap-1">
          <label htmlFor={`${id}-kind`} className="font-medium">
            {t("kind")}
          </label>
          <NativeSelect
            id={`${id}-kind`}
            value={kind}
            onChange={({ target }) => {
              const next = KINDS_OF[store.backend].find((each) => each === target.value);
              if (next !== undefined) setKind(next);
            }}
          >
            {KINDS_OF[store.backend].map((each) => (
              <option key={each} value={each}>
                {t(`kinds.${each}`)}
              </option>
            ))}
          </NativeSelect>
        </div>
        <div className="grid gap-3 sm:grid-cols-2">
          {PARAMETERS_OF[kind].map((name) =>
            name === "quantizer" ? (
              <div key={name} className="flex flex-col gap-1">
                <label htmlFor={`${id}-quantizer`} className="font-medium">
                  {t("parameter.quantizer")}
                </label>
                <NativeSelect
                  id={`${id}-quantizer`}
                  value={quantizer}
                  onChange={({ target }) =>
                    setQuantizer(QUANTIZERS.find((each) => each === target.value) ?? quantizer)
                  }
                >
                  {QUANTIZERS.map((each) => (
                    <option key={each} value={each}>
                      {t(`quantizer.${each}`)}
                    </option>
                  ))}
                </NativeSelect>
                <p className="text-muted text-xs">{t("hint.quantizer")}</p>
              </div>
            ) : (
              <NumberField
                key={name}
                name={name}
                text={typed[name]}
                onType={(text) => setTyped((all) => ({ ...all, [name]: text }))}
              />
            ),
          )}
        </div>
        {fixedEf === null ? null : <p className="text-muted text-xs">{t("fixedEf", { ef: fixedEf })}</p>}
        <p className="text-muted">{t("formNote")}</p>
        {rebuild.error ? (
          <p role="alert" className="text-bad">
            {reason(rebuild.error)}
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button type="submit" variant="primary" disabled={settings === undefined || rebuild.isPending}>
            {t("submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
