import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { LabelledInput } from "#components/ui/input.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import { FormDialog, textOf } from "./form-fields.tsx";
import type { CoordinationChanges } from "./use-coordination.ts";

/** Where briefings go beside this page: letters and a webhook, as far as this installation has them. */
export const BriefingWaysForm = ({
  changes,
  onClose,
}: {
  changes: CoordinationChanges;
  onClose: () => void;
}) => {
  const t = useTranslations("coordination");
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.coordination.ways.queryOptions());
  const { saveWays } = changes;
  if (data === undefined)
    return (
      <Dialog open onClose={onClose} title={t("ways.title")}>
        <div className="p-4">
          {error ? <LoadFailed error={error} onRetry={() => void refetch()} /> : <Skeleton />}
        </div>
      </Dialog>
    );
  const save = (form: FormData) => {
    const webhook = textOf(form, "webhook");
    saveWays.mutate(
      {
        emails: textOf(form, "emails")
          .split(/[\s,;]+/)
          .filter(Boolean),
        webhook: webhook === "" ? null : webhook,
      },
      { onSuccess: onClose },
    );
  };
  return (
    <FormDialog
      title={t("ways.title")}
      save={t("save")}
      isBusy={saveWays.isPending}
      onClose={onClose}
      onSave={save}
    >
      <p className="text-muted text-sm">{t("ways.body")}</p>
      <LabelledInput label={t("ways.emails")} name="emails" defaultValue={data.emails.join(", ")} />
      {data.hasLetters ? null : <p className="text-muted text-xs">{t("ways.noLetters")}</p>}
      <LabelledInput
        {...{ label: t("ways.webhook"), name: "webhook", type: "url", maxLength: 500 }}
        defaultValue={data.webhook ?? ""}
      />
      {data.hasWebhooks ? null : <p className="text-muted text-xs">{t("ways.noWebhooks")}</p>}
    </FormDialog>
  );
};
