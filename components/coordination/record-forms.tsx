"use client";

import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { LabelledInput } from "#components/ui/input.tsx";
import type { Board, Milestone, Workstream } from "#server/coordination/schema.ts";
import { FormDialog, LabelledSelect, textOf } from "./form-fields.tsx";
import type { CoordinationChanges } from "./use-coordination.ts";

/** The form that is open: a record to change, or null where it is a new one. */
export type OpenForm =
  | { kind: "workstream"; record: Workstream | null }
  | { kind: "milestone"; record: Milestone | null }
  | { kind: "blocker" | "handoff" };

type Props = { board: Board; changes: CoordinationChanges; onClose: () => void };

const titlesOf = (board: Board) => board.milestones.map(({ id, title }) => ({ id, name: title }));

const WorkstreamForm = ({ changes, onClose, record }: Props & { record: Workstream | null }) => {
  const t = useTranslations("coordination");
  const { saveWorkstream, removeWorkstream } = changes;
  const save = (form: FormData) =>
    saveWorkstream.mutate(
      {
        ...(record === null ? {} : { id: record.id }),
        ...{ name: textOf(form, "name"), lead: textOf(form, "lead") },
        capacityDays: Number(textOf(form, "capacity")),
        meters: textOf(form, "meters")
          .split(/[\s,]+/)
          .filter(Boolean),
      },
      { onSuccess: onClose },
    );
  return (
    <FormDialog
      title={t(record === null ? "newWorkstream" : "changeWorkstream")}
      save={t("save")}
      isBusy={saveWorkstream.isPending}
      onClose={onClose}
      onSave={save}
      more={
        record === null ? null : (
          <Button
            variant="danger"
            disabled={removeWorkstream.isPending}
            onClick={() => removeWorkstream.mutate({ id: record.id }, { onSuccess: onClose })}
          >
            {t("remove")}
          </Button>
        )
      }
    >
      <LabelledInput label={t("name")} name="name" required maxLength={120} defaultValue={record?.name} />
      <LabelledInput label={t("lead")} name="lead" required maxLength={120} defaultValue={record?.lead} />
      <LabelledInput
        {...{ label: t("capacity"), name: "capacity", type: "number", min: 0, max: 400, step: 0.5 }}
        required
        defaultValue={record?.capacityDays ?? 5}
      />
      <LabelledInput label={t("meters")} name="meters" defaultValue={record?.meters.join(", ")} />
    </FormDialog>
  );
};

const MilestoneForm = ({ board, changes, onClose, record }: Props & { record: Milestone | null }) => {
  const t = useTranslations("coordination");
  const { saveMilestone, removeMilestone, deliver } = changes;
  const others = board.milestones.filter(({ id }) => id !== record?.id);
  const isDelivered = record !== null && record.deliveredAt !== null;
  const save = (form: FormData) =>
    saveMilestone.mutate(
      {
        ...(record === null ? {} : { id: record.id }),
        ...{ title: textOf(form, "title"), dueOn: textOf(form, "due") },
        workstreamId: Number(textOf(form, "workstream")),
        effortDays: Number(textOf(form, "effort")),
        dependsOn: form.getAll("after").map(Number),
      },
      { onSuccess: onClose },
    );
  return (
    <FormDialog
      title={t(record === null ? "newMilestone" : "changeMilestone")}
      save={t("save")}
      isBusy={saveMilestone.isPending}
      onClose={onClose}
      onSave={save}
      more={
        record === null ? null : (
          <>
            <Button
              disabled={deliver.isPending}
              onClick={() =>
                deliver.mutate({ id: record.id, isDelivered: !isDelivered }, { onSuccess: onClose })
              }
            >
              {t(isDelivered ? "takeBack" : "deliver")}
            </Button>
            <Button
              variant="danger"
              disabled={removeMilestone.isPending}
              onClick={() => removeMilestone.mutate({ id: record.id }, { onSuccess: onClose })}
            >
              {t("remove")}
            </Button>
          </>
        )
      }
    >
      <LabelledInput label={t("what")} name="title" required maxLength={120} defaultValue={record?.title} />
      <LabelledSelect
        label={t("workstream")}
        name="workstream"
        choices={board.workstreams}
        defaultValue={record?.workstreamId}
      />
      <div className="grid grid-cols-2 gap-3">
        <LabelledInput
          label={t("dueOn")}
          name="due"
          type="date"
          required
          defaultValue={record?.dueOn ?? board.today}
        />
        <LabelledInput
          {...{ label: t("effort"), name: "effort", type: "number", min: 0, max: 400, step: 0.5 }}
          required
          defaultValue={record?.effortDays ?? 3}
        />
      </div>
      {others.length === 0 ? null : (
        <fieldset className="flex max-h-44 flex-col gap-1.5 overflow-y-auto">
          <legend className="mb-1 text-muted text-xs">{t("after")}</legend>
          {others.map(({ id, title }) => (
            <label key={id} className="flex items-center gap-2">
              <input
                type="checkbox"
                name="after"
                value={id}
                defaultChecked={record?.dependsOn.includes(id)}
                className="size-4 shrink-0 accent-accent"
              />
              <span className="truncate">{title}</span>
            </label>
          ))}
        </fieldset>
      )}
    </FormDialog>
  );
};

/** Who waits for whom: the fields that a blocker and a handoff have in common. */
const Ends = ({ board, from, to }: { board: Board; from: string; to: string }) => {
  const t = useTranslations("coordination");
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <LabelledSelect label={from} name="from" choices={board.workstreams} />
        <LabelledSelect
          label={to}
          name="to"
          choices={board.workstreams}
          defaultValue={board.workstreams[1]?.id}
        />
      </div>
      <LabelledSelect
        label={t("milestone")}
        name="milestone"
        choices={[{ id: 0, name: t("none") }, ...titlesOf(board)]}
      />
    </>
  );
};

const endsOf = (form: FormData) => ({
  from: Number(textOf(form, "from")),
  to: Number(textOf(form, "to")),
  milestoneId: Number(textOf(form, "milestone")) || null,
  title: textOf(form, "title"),
});

const BlockerForm = ({ board, changes, onClose }: Props) => {
  const t = useTranslations("coordination");
  const save = (form: FormData) => {
    const { from, to, ...rest } = endsOf(form);
    changes.openBlocker.mutate({ ...rest, waitingId: from, awaitedId: to }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={t("newBlocker")}
      save={t("openBlocker")}
      isBusy={changes.openBlocker.isPending}
      onClose={onClose}
      onSave={save}
    >
      <LabelledInput label={t("whatBlocks")} name="title" required maxLength={120} />
      <Ends board={board} from={t("waiting")} to={t("waitsFor")} />
    </FormDialog>
  );
};

const HandoffForm = ({ board, changes, onClose }: Props) => {
  const t = useTranslations("coordination");
  const save = (form: FormData) => {
    const { from, to, ...rest } = endsOf(form);
    const limitMinutes = Number(textOf(form, "limit"));
    changes.handOver.mutate({ ...rest, fromId: from, toId: to, limitMinutes }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={t("newHandoff")}
      save={t("handOver")}
      isBusy={changes.handOver.isPending}
      onClose={onClose}
      onSave={save}
    >
      <LabelledInput label={t("whatHanded")} name="title" required maxLength={120} />
      <Ends board={board} from={t("from")} to={t("to")} />
      <LabelledInput
        {...{ label: t("limit"), name: "limit", type: "number", min: 1, max: 10_080, step: 1 }}
        required
        defaultValue={60}
      />
    </FormDialog>
  );
};

/** The form of a record, as a dialog. */
export const RecordForm = ({ form, ...props }: Props & { form: OpenForm }) => {
  if (form.kind === "workstream") return <WorkstreamForm {...props} record={form.record} />;
  if (form.kind === "milestone") return <MilestoneForm {...props} record={form.record} />;
  return form.kind === "blocker" ? <BlockerForm {...props} /> : <HandoffForm {...props} />;
};
