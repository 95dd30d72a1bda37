"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { DetailPanel, Fields } from "#components/detail-panel.tsx";
import { UNKNOWN } from "#components/formats.ts";
import { useReason } from "#components/reason.ts";
import { Skeleton, StatePanel } from "#components/ui/states.tsx";
import type { ListConfig } from "./list-config.ts";

/** The panel of a row by its id: all of its columns, then what the list's page adds. */
export const RowDetail = <Row,>({
  config,
  id,
  onClose,
}: {
  config: ListConfig<Row>;
  id: number;
  onClose: () => void;
}) => {
  const t = useTranslations("list");
  const reason = useReason();
  const common = useTranslations("common");
  const { data, error } = useQuery({
    queryKey: ["row", config.name, id],
    queryFn: ({ signal }) =>
      config.fetch(
        { filters: [{ column: "id", op: "eq", value: id }], sort: [], offset: 0, limit: 1 },
        signal,
      ),
    refetchInterval: config.refetchMs ?? false,
    placeholderData: keepPreviousData,
  });
  const row = data?.rows[0];
  if (row === undefined)
    return (
      <DetailPanel title={t("detail")} onClose={onClose}>
        {data || error ? (
          <StatePanel
            icon={SearchX}
            title={error ? common("errorTitle") : t("noRow")}
            isAlert={error !== null}
          >
            {error ? reason(error) : null}
          </StatePanel>
        ) : (
          <div className="flex flex-col gap-4 p-4">
            {["w-1/2", "w-2/3", "w-1/3", "w-3/5"].map((width) => (
              <Skeleton key={width} className={width} />
            ))}
          </div>
        )}
      </DetailPanel>
    );
  return (
    <DetailPanel title={config.nameOf(row)} onClose={onClose}>
      {config.lead?.(row)}
      <Fields fields={config.columns.map(({ label, cell }) => ({ label, value: cell(row) || UNKNOWN }))} />
      {config.history?.(row)}
    </DetailPanel>
  );
};
