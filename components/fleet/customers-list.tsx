"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useTRPCClient } from "#components/client.ts";
import { CompactRow } from "#components/list/compact-row.tsx";
import type { ListConfig } from "#components/list/list-config.ts";
import { ListPageView } from "#components/list-page.tsx";
import { useFormats } from "#components/me.tsx";
import type { CustomerRow } from "#server/fleet/schema.ts";
import { CustomerOutlook } from "./customer-outlook.tsx";
import { CustomerSites } from "./customer-sites.tsx";
import { Notes } from "./notes.tsx";

const KINDS = ["household", "commercial", "public"] as const;

/** Customers with their sites, open orders and calls. */
export const CustomersList = () => {
  const t = useTranslations("customers");
  const formats = useFormats();
  const client = useTRPCClient();
  const config = useMemo((): ListConfig<CustomerRow> => {
    const text = { kind: "text" } as const;
    const number = { kind: "number" } as const;
    const kindOf = (kind: string) => (t.has(`kinds.${kind}`) ? t(`kinds.${kind}`) : kind);
    return {
      name: "customers",
      title: t("title"),
      fetch: (window, signal) => client.fleet.customers.list.query(window, { signal }),
      rowId: ({ id }) => id,
      nameOf: ({ name }) => name,
      columns: [
        { key: "name", label: t("name"), widthPx: 240, filter: text, cell: (row) => row.name },
        {
          key: "accountNumber",
          label: t("account"),
          widthPx: 110,
          filter: text,
          cell: (row) => row.accountNumber,
        },
        {
          key: "kind",
          label: t("kind"),
          widthPx: 120,
          filter: { kind: "choice", choices: KINDS.map((value) => ({ value, label: kindOf(value) })) },
          cell: (row) => kindOf(row.kind),
        },
        {
          key: "sites",
          label: t("sites"),
          widthPx: 80,
          align: "end",
          filter: number,
          cell: (row) => formats.number(row.sites),
        },
        {
          key: "openOrders",
          label: t("openOrders"),
          widthPx: 110,
          align: "end",
          filter: number,
          cell: (row) => formats.number(row.openOrders),
        },
        {
          key: "calls90d",
          label: t("calls"),
          widthPx: 130,
          align: "end",
          filter: number,
          cell: (row) => formats.number(row.calls90d),
        },
        {
          key: "complaintRisk",
          label: t("complaintRisk"),
          widthPx: 140,
          align: "end",
          filter: { kind: "number", unit: "%", factor: 0.01 },
          cell: (row) => formats.share(row.complaintRisk),
        },
        {
          key: "leaveIndex",
          label: t("leaveIndex"),
          widthPx: 120,
          align: "end",
          filter: number,
          cell: (row) => formats.number(row.leaveIndex),
        },
        { key: "phone", label: t("phone"), widthPx: 150, filter: text, cell: (row) => row.phone },
        { key: "email", label: t("email"), widthPx: 220, filter: text, cell: (row) => row.email },
        {
          key: "since",
          label: t("since"),
          widthPx: 120,
          align: "end",
          cell: (row) => formats.date(row.since),
        },
        {
          key: "externalId",
          label: t("externalId"),
          widthPx: 120,
          isExtra: true,
          filter: text,
          cell: (row) => row.externalId,
        },
      ],
      compact: (row) => (
        <CompactRow
          title={row.name}
          end={<span className="text-muted text-xs">{kindOf(row.kind)}</span>}
          sub={row.accountNumber}
          subEnd={t("callCount", { count: row.calls90d })}
        />
      ),
      history: (row) => (
        <>
          <CustomerOutlook customerId={row.id} />
          <CustomerSites customerId={row.id} />
          <Notes subject="customer" subjectId={row.id} />
        </>
      ),
    };
  }, [t, formats, client]);
  return <ListPageView config={config} />;
};
