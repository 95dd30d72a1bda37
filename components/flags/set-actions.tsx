"use client";

import { useMutation } from "@tanstack/react-query";
import { Download, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useTRPC, useTRPCClient } from "#components/client.ts";
import { Button } from "#components/ui/button.tsx";
import { useFlagChange } from "./use-flag-change.ts";

const save = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};

/** The whole set out of the product and into it, as plain flagd. */
export const SetActions = () => {
  const t = useTranslations("flags");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { mayChange, done, failed } = useFlagChange();
  const file = useRef<HTMLInputElement>(null);
  const take = useMutation(trpc.flags.importSet.mutationOptions({ onError: failed }));
  const give = async () => save("flags.json", await client.flags.exportSet.query());
  const read = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    take.mutate({ text: await chosen.text() }, { onSuccess: ({ auditId }) => done(t("imported"), auditId) });
  };
  return (
    <>
      <Button size="sm" onClick={() => void give().catch(failed)}>
        <Download aria-hidden />
        {t("export")}
      </Button>
      {mayChange ? (
        <>
          <Button size="sm" disabled={take.isPending} onClick={() => file.current?.click()}>
            <Upload aria-hidden />
            {t("import")}
          </Button>
          <input
            ref={file}
            type="file"
            accept="application/json,.json"
            aria-label={t("import")}
            className="hidden"
            onChange={({ target }) => {
              void read(target.files?.[0]).catch(failed);
              target.value = "";
            }}
          />
        </>
      ) : null}
    </>
  );
};
