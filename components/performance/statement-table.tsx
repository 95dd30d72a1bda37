import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Fragment, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { LoadFailed } from "#components/load-failed.tsx";
import { useFormats } from "#components/me.tsx";
import { Button } from "#components/ui/button.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import { Skeleton } from "#components/ui/states.tsx";
import type { StatementRow } from "#server/tuning/database.schema.ts";

const COLUMNS = ["calls", "mean", "max", "total", "rows", "memory"] as const;
const figure = "px-3 py-2 text-end align-top font-normal whitespace-nowrap tabular-nums";

const Plan = ({ statement }: { statement: StatementRow }) => {
  const t = useTranslations("performance.database");
  const plan = useQuery(
    useTRPC().database.plan.queryOptions({ statement: statement.id }, { staleTime: 60_000 }),
  );
  const { data, error } = plan;
  return (
    <div className="flex flex-col gap-2 bg-sunken px-4 py-3 text-xs">
      <p className="break-words font-mono">{statement.text}</p>
      {data === undefined ? (
        error ? (
          <LoadFailed error={error} onRetry={() => void plan.refetch()} />
        ) : (
          <div role="status" aria-label={t("planLoading")}>
            <Skeleton className="w-1/2" />
          </div>
        )
      ) : data.refused !== null ? (
        <p className="text-muted">{t("noPlan", { reason: data.refused })}</p>
      ) : (
        <ScrollBox label={t("planOf", { id: statement.id })} className="overflow-x-auto">
          <pre className="font-mono">{data.lines.join("\n")}</pre>
        </ScrollBox>
      )}
    </div>
  );
};

/** Statements by the time that they took in all, each with its plan on demand. */
export const StatementTable = ({ statements }: { statements: readonly StatementRow[] }) => {
  const t = useTranslations("performance.database");
  const formats = useFormats();
  const [openId, setOpenId] = useState<string | null>(null);
  const ms = (value: number) =>
    value >= 10_000 ? `${formats.measure(value / 1_000)} s` : `${formats.measure(value)} ms`;
  const said = (statement: StatementRow): Record<(typeof COLUMNS)[number], string> => ({
    calls: formats.number(statement.calls),
    mean: ms(statement.meanMs),
    max: ms(statement.maxMs),
    total: ms(statement.totalMs),
    rows: formats.measure(statement.rows / statement.calls),
    memory: formats.share(statement.hitShare),
  });
  return (
    <div className="border-t">
      <h3 className="px-4 py-2.5 font-semibold">{t("statements")}</h3>
      {statements.length === 0 ? (
        <p className="px-4 pb-3 text-muted">{t("noStatements")}</p>
      ) : (
        <ScrollBox label={t("statements")} className="max-h-[32rem] overflow-auto">
          <table className="w-full min-w-[52rem] text-start">
            <thead className="text-muted text-xs">
              <tr>
                <th scope="col" className="px-4 py-2 text-start font-normal">
                  {t("statement")}
                </th>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col" className={figure}>
                    {t(column)}
                  </th>
                ))}
                <th scope="col" className={figure}>
                  <span className="sr-only">{t("plan")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {statements.map((statement) => {
                const isOpen = statement.id === openId;
                const figures = said(statement);
                return (
                  <Fragment key={statement.id}>
                    <tr className="border-t hover:bg-hover">
                      <th scope="row" className="w-full max-w-0 px-4 py-2 text-start align-top font-normal">
                        <span className="block truncate font-mono text-xs" title={statement.text}>
                          {statement.text}
                        </span>
                      </th>
                      {COLUMNS.map((column) => (
                        <td key={column} className={figure}>
                          {figures[column]}
                        </td>
                      ))}
                      <td className={figure}>
                        <Button
                          size="sm"
                          variant="ghost"
                          aria-expanded={isOpen}
                          aria-label={t("planOf", { id: statement.id })}
                          onClick={() => setOpenId(isOpen ? null : statement.id)}
                        >
                          {t("plan")}
                        </Button>
                      </td>
                    </tr>
                    {isOpen ? (
                      <tr>
                        <td colSpan={COLUMNS.length + 2} className="max-w-0 p-0">
                          <Plan statement={statement} />
                        </td>
                      </tr>
                    ) : null}
                  </Fragment>
                );
              })}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </div>
  );
};
