"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { useFormats } from "#components/me.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import type { ImportReport } from "#server/fleet/schema.ts";

const FAULT_PX = 32;

const Faults = ({ report }: { report: ImportReport }) => {
  const t = useTranslations("admin");
  const box = useRef<HTMLElement>(null);
  const virtualizer = useVirtualizer({
    count: report.faults.length,
    getScrollElement: () => box.current,
    estimateSize: () => FAULT_PX,
    overscan: 12,
  });
  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <Card title={t("faults", { count: report.faultCount })} className="overflow-hidden">
      <p className="border-b px-3 py-2 text-bad">{t("faultsHint")}</p>
      <section
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll box must be reachable by keyboard
        tabIndex={0}
        aria-label={t("faults", { count: report.faultCount })}
        className="max-h-96 overflow-auto"
      >
        <table className="w-full">
          <thead className="sticky top-0 bg-surface text-muted text-xs">
            <tr className="[&>th]:border-b [&>th]:px-3 [&>th]:py-2 [&>th]:text-start [&>th]:font-medium">
              <th scope="col">{t("file")}</th>
              <th scope="col">{t("line")}</th>
              <th scope="col">{t("column")}</th>
              <th scope="col">{t("found")}</th>
              <th scope="col">{t("expected")}</th>
            </tr>
          </thead>
          <tbody>
            {before > 0 ? <tr aria-hidden style={{ height: before }} /> : null}
            {items.map(({ index }) => {
              const fault = report.faults[index];
              return fault ? (
                <tr
                  key={index}
                  style={{ height: FAULT_PX }}
                  className="[&>td]:max-w-96 [&>td]:truncate [&>td]:whitespace-nowrap [&>td]:border-b [&>td]:px-3"
                >
                  <td>{fault.file}</td>
                  <td className="tabular-nums">{fault.line === 0 ? "–" : fault.line}</td>
                  <td>{fault.column}</td>
                  <td className="text-bad" title={fault.found}>
                    {fault.found}
                  </td>
                  <td title={fault.expected}>{fault.expected}</td>
                </tr>
              ) : null;
            })}
            {after > 0 ? <tr aria-hidden style={{ height: after }} /> : null}
          </tbody>
        </table>
      </section>
      {report.faultCount > report.faults.length ? (
        <p className="border-t px-3 py-2 text-muted text-xs">
          {t("faultsMore", { shown: report.faults.length, total: report.faultCount })}
        </p>
      ) : null}
    </Card>
  );
};

const Sample = ({ title, rows }: { title: string; rows: readonly Record<string, string>[] }) => {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    <details className="border-b last:border-b-0">
      <summary className="cursor-pointer px-3 py-2 font-medium hover:bg-hover">{title}</summary>
      <ScrollBox className="overflow-x-auto pb-2" label={title}>
        <table className="text-xs">
          <thead className="text-muted">
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col" className="whitespace-nowrap px-3 py-1 text-start font-medium">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows as read, in their order
              <tr key={i}>
                {columns.map((column) => (
                  <td key={column} className="whitespace-nowrap px-3 py-1">
                    {row[column]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </details>
  );
};

/** What an import would do, or did: rows per table, the first of them, and every fault by its place. */
export const ImportReportView = ({ report }: { report: ImportReport }) => {
  const t = useTranslations("admin");
  const formats = useFormats();
  return (
    <>
      {report.faultCount > 0 ? <Faults report={report} /> : null}
      <Card
        className="overflow-hidden"
        title={
          <span className="flex items-center gap-2">
            {t("tables")}
            {report.organisation.id === null ? (
              <Badge tone="info">{t("newOrganisation", { name: report.organisation.name })}</Badge>
            ) : (
              <Badge>{t("knownOrganisation", { name: report.organisation.name })}</Badge>
            )}
          </span>
        }
        end={<span className="text-faint text-xs">{t("tookS", { seconds: report.seconds.toFixed(1) })}</span>}
      >
        <table className="w-full">
          <thead className="text-muted text-xs">
            <tr className="[&>th]:border-b [&>th]:px-3 [&>th]:py-2 [&>th]:text-end [&>th]:font-medium">
              <th scope="col" className="text-start!">
                {t("file")}
              </th>
              <th scope="col">{t("rowsHead")}</th>
              <th scope="col">{t("added")}</th>
              <th scope="col">{t("changed")}</th>
              <th scope="col">{t("same")}</th>
            </tr>
          </thead>
          <tbody>
            {report.tables.map(({ table, file, rows, added, changed, same }) => (
              <tr
                key={`${table}${file}`}
                className="[&>*]:border-b [&>*]:px-3 [&>*]:py-1.5 [&>td]:text-end [&>td]:tabular-nums"
              >
                <th scope="row" className="text-start font-normal">
                  {file}
                </th>
                <td>{formats.number(rows)}</td>
                <td className={added > 0 ? "text-good" : "text-faint"}>{formats.number(added)}</td>
                <td className={changed > 0 ? "text-warn" : "text-faint"}>{formats.number(changed)}</td>
                <td className="text-faint">{formats.number(same)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {Object.entries(report.sample).map(([table, rows]) => (
          <Sample key={table} title={t("firstRows", { table, count: rows.length })} rows={rows} />
        ))}
      </Card>
    </>
  );
};
