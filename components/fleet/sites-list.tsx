"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { Age } from "#components/age.tsx";
import { useTRPCClient } from "#components/client.ts";
import { CompactRow } from "#components/list/compact-row.tsx";
import type { ListConfig } from "#components/list/list-config.ts";
import { useChoices, useWords } from "#components/list/use-choices.ts";
import { ListPageView } from "#components/list-page.tsx";
import { useFormats } from "#components/me.tsx";
import { STREAMS } from "#server/fleet/names.schema.ts";
import type { SiteRow } from "#server/fleet/schema.ts";
import { Fill } from "./fill.tsx";
import { Notes } from "./notes.tsx";
import { SiteContainers } from "./site-containers.tsx";

/** Places where waste is set out. */
export const SitesList = () => {
  const t = useTranslations("sites");
  const choices = useChoices();
  const words = useWords();
  const formats = useFormats();
  const client = useTRPCClient();
  const config = useMemo((): ListConfig<SiteRow> => {
    const text = { kind: "text" } as const;
    return {
      name: "sites",
      title: t("title"),
      depotColumn: "depotId",
      hasPoints: true,
      fetch: (window, signal) => client.fleet.sites.list.query(window, { signal }),
      rowId: ({ id }) => id,
      nameOf: ({ name }) => name,
      columns: [
        { key: "name", label: t("name"), widthPx: 220, filter: text, cell: (row) => row.name },
        { key: "customer", label: t("customer"), widthPx: 180, filter: text, cell: (row) => row.customer },
        { key: "zone", label: t("zone"), widthPx: 130, filter: text, cell: (row) => row.zone },
        {
          key: "streams",
          label: t("streams"),
          widthPx: 170,
          isSortable: false,
          filter: choices("stream", STREAMS),
          cell: (row) => row.streams.map((stream) => words("stream", stream)).join(", "),
        },
        {
          key: "containers",
          label: t("containers"),
          widthPx: 100,
          align: "end",
          filter: { kind: "number" },
          cell: (row) => formats.number(row.containers),
        },
        {
          key: "fillPct",
          label: t("fill"),
          widthPx: 130,
          filter: { kind: "number", unit: "%" },
          cell: (row) => <Fill fillPct={row.fillPct} />,
        },
        {
          key: "fillAt",
          label: t("fillAge"),
          widthPx: 110,
          align: "end",
          cell: (row) => (row.fillAt ? <Age at={row.fillAt} /> : null),
        },
        {
          key: "demandL",
          label: t("demand"),
          widthPx: 110,
          align: "end",
          filter: { kind: "number", unit: "L" },
          cell: (row) => formats.litres(row.demandL),
        },
        {
          key: "windowStartMin",
          label: t("window"),
          widthPx: 120,
          align: "end",
          cell: (row) =>
            `${formats.minuteOfDay(row.windowStartMin)}–${formats.minuteOfDay(row.windowEndMin)}`,
        },
        { key: "depot", label: t("depot"), widthPx: 140, filter: text, cell: (row) => row.depot },
        {
          key: "serviceS",
          label: t("service"),
          widthPx: 110,
          align: "end",
          isExtra: true,
          filter: { kind: "number", unit: "s" },
          cell: (row) => formats.duration(row.serviceS),
        },
        {
          key: "street",
          label: t("street"),
          widthPx: 160,
          isExtra: true,
          filter: text,
          cell: (row) => row.street,
        },
        {
          key: "houseNumber",
          label: t("houseNumber"),
          widthPx: 80,
          isExtra: true,
          filter: text,
          cell: (row) => row.houseNumber,
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
          end={<Fill fillPct={row.fillPct} />}
          sub={row.streams.map((stream) => words("stream", stream)).join(", ")}
          subEnd={row.zone ?? row.depot}
        />
      ),
      history: (row) => (
        <>
          <SiteContainers siteId={row.id} />
          <Notes subject="site" subjectId={row.id} />
        </>
      ),
    };
  }, [t, choices, words, formats, client]);
  return <ListPageView config={config} />;
};
