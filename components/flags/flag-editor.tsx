"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useReason } from "#components/reason.ts";
import { Button } from "#components/ui/button.tsx";
import type { FlagDetail, TextFault } from "#server/flags/view.schema.ts";
import { useFlagChange } from "./use-flag-change.ts";

const CHECK_AFTER_MS = 300;

/** The character a line and a column stand for. */
const offsetOf = (text: string, { line, column }: TextFault): number =>
  text
    .split("\n")
    .slice(0, line - 1)
    .reduce((sum, each) => sum + each.length + 1, column - 1);

/** The flag as flagd has it, to be written anew; faults are told as one types, each leading to its place. */
export const FlagEditor = ({ detail }: { detail: FlagDetail }) => {
  const t = useTranslations("flags");
  const trpc = useTRPC();
  const reason = useReason();
  const { mayChange, done } = useFlagChange();
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(detail.text);
  const [faults, setFaults] = useState<readonly TextFault[]>([]);
  const { mutateAsync } = useMutation(trpc.flags.check.mutationOptions());
  const save = useMutation(trpc.flags.save.mutationOptions());
  const isChanged = text !== detail.text;
  useEffect(() => {
    if (!isChanged) return setFaults([]);
    let isOld = false;
    const timer = setTimeout(() => {
      mutateAsync({ text, what: "flag" }).then(
        (found) => {
          if (!isOld) setFaults(found);
        },
        // The server checks again when it is saved, and says then what is wrong.
        () => {},
      );
    }, CHECK_AFTER_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [text, isChanged, mutateAsync]);
  const go = (fault: TextFault) => {
    const at = offsetOf(text, fault);
    area.current?.focus();
    area.current?.setSelectionRange(at, at + 1);
  };
  const { key, prerequisites } = detail;
  const submit = () =>
    save.mutate(
      { key, text, prerequisites },
      { onSuccess: ({ auditId }) => done(t("saved", { key }), auditId) },
    );
  return (
    <div className="flex flex-col gap-2 p-3">
      <label htmlFor={id} className="font-medium">
        {t("editor")}
      </label>
      <p id={`${id}-hint`} className="text-muted text-xs">
        {t(mayChange ? "editorHint" : "readOnly")}
      </p>
      <textarea
        ref={area}
        id={id}
        aria-describedby={`${id}-hint`}
        aria-invalid={faults.length > 0}
        readOnly={!mayChange}
        spellCheck={false}
        rows={Math.min(24, Math.max(8, text.split("\n").length))}
        value={text}
        onChange={({ target }) => setText(target.value)}
        className="w-full rounded-md border border-line-strong bg-surface p-2 font-mono text-ink text-xs aria-invalid:border-bad"
      />
      {faults.length > 0 ? (
        <ul role="alert" className="flex flex-col gap-1">
          {faults.map((fault) => (
            <li key={`${fault.path} ${fault.message}`} className="text-bad text-xs">
              <button type="button" className="underline" onClick={() => go(fault)}>
                {t("place", fault)}
              </button>{" "}
              {fault.path === "" ? "" : `${fault.path}: `}
              {fault.message}
            </li>
          ))}
        </ul>
      ) : null}
      {save.error ? (
        <p role="alert" className="text-bad text-xs">
          {reason(save.error)}
        </p>
      ) : null}
      {mayChange ? (
        <div className="flex justify-end">
          <Button
            variant="primary"
            size="sm"
            disabled={!isChanged || faults.length > 0 || save.isPending}
            onClick={submit}
          >
            {t("save")}
          </Button>
        </div>
      ) : null}
    </div>
  );
};
