"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RealAge } from "#components/age.tsx";
import { useFormats } from "#components/me.tsx";
import { cn } from "#components/ui/cn.ts";
import type { IndexReport, IndexSettings, IndexStore } from "#server/vector/schema.ts";
import { useBytesText } from "./bytes-text.ts";
import { PARAMETERS_OF } from "./index-parameters.ts";

/** The report of an index that is on. */
export type IndexOn = Extract<IndexReport, { isOn: true }>;

const Fact = ({
  name,
  value,
  children,
  tone = "text-muted",
}: {
  name: string;
  value: ReactNode;
  children?: ReactNode;
  tone?: string;
}) => (
  <div className="flex min-w-0 flex-col gap-0.5 bg-surface px-4 py-3">
    <dt className="text-muted text-xs">{name}</dt>
    <dd className="min-w-0 break-words font-semibold text-base tabular-nums">{value}</dd>
    {children === undefined ? null : <dd className={cn("text-xs tabular-nums", tone)}>{children}</dd>}
  </div>
);

/** The parameters that count for a kind of index, as one line. */
export const useParameterText = (): ((index: IndexSettings) => string) => {
  const t = useTranslations("performance.index");
  return (index) =>
    PARAMETERS_OF[index.kind]
      .map((name) => {
        const value = name === "quantizer" ? t(`quantizer.${index.quantizer}`) : index[name];
        return `${t(`parameter.${name}`)} ${value}`;
      })
      .join(" · ");
};

/** What is known of the store that serves, and of what waits for it. */
export const IndexFacts = ({ report, serving }: { report: IndexOn; serving: IndexStore }) => {
  const t = useTranslations("performance.index");
  const formats = useFormats();
  const parameters = useParameterText();
  const bytes = useBytesText();
  const { measured, waiting, dead } = report;
  return (
    <dl className="grid grid-cols-2 gap-px bg-line lg:grid-cols-4">
      <Fact name={t("kind")} value={t(`kinds.${serving.index.kind}`)}>
        {parameters(serving.index)}
      </Fact>
      <Fact name={t("rows")} value={formats.number(serving.rows)}>
        {serving.unindexedRows > 0
          ? t("unindexed", { count: formats.number(serving.unindexedRows) })
          : t("allIndexed")}
      </Fact>
      <Fact name={t("memory")} value={bytes(serving.memoryBytes)}>
        {serving.backend === "weaviate"
          ? t("memoryReckoned")
          : serving.memoryBytes === 0
            ? t("memoryNone")
            : undefined}
      </Fact>
      <Fact name={t("disk")} value={serving.diskBytes === null ? t("untold") : bytes(serving.diskBytes)}>
        {serving.buildMs === null
          ? undefined
          : t("built", { time: formats.duration(serving.buildMs / 1000) })}
      </Fact>
      <Fact
        name={t("recall")}
        value={
          measured === null || measured.found.recall === null ? "–" : formats.share(measured.found.recall)
        }
        {...(measured !== null && !measured.isOfServing ? { tone: "text-warn" } : {})}
      >
        {measured === null ? (
          t("recallNever")
        ) : (
          <>
            {t.rich("recallOf", {
              count: measured.found.searches,
              age: () => <RealAge atMs={Date.parse(measured.at)} />,
            })}
            {measured.found.medianMs === null
              ? null
              : ` · ${t("recallTime", { ms: formats.measure(measured.found.medianMs) })}`}
            {measured.isOfServing ? null : ` · ${t("recallOld")}`}
          </>
        )}
      </Fact>
      <Fact name={t("embedder")} value={serving.embedder} />
      <Fact
        name={t("waiting")}
        value={formats.number(waiting.count)}
        {...(waiting.count > 0 ? { tone: "text-warn" } : {})}
      >
        {waiting.oldestAt === null
          ? t("none")
          : t.rich("oldest", { age: () => <RealAge atMs={Date.parse(waiting.oldestAt ?? "")} /> })}
      </Fact>
      <Fact name={t("dead")} value={formats.number(dead.count)} />
    </dl>
  );
};
