"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { ReadSection } from "#components/detail-panel.tsx";
import { Link } from "#components/link.tsx";
import { Fill } from "./fill.tsx";

const SHOWN = 20;

/** The sites of a customer, each with the way to it. */
export const CustomerSites = ({ customerId }: { customerId: number }) => {
  const t = useTranslations("customers");
  const trpc = useTRPC();
  const query = useQuery(
    trpc.fleet.sites.list.queryOptions({
      filters: [{ column: "customerId", op: "eq", value: customerId }],
      limit: SHOWN,
    }),
  );
  return (
    <ReadSection title={t("sites")} query={query}>
      {({ rows }) => (
        <ul className="flex flex-col gap-1.5">
          {rows.map(({ id, name, fillPct }) => (
            <li key={id} className="flex items-center gap-3">
              <Link
                href={`/sites?id=${id}`}
                className="min-w-0 flex-1 truncate text-accent-text hover:underline"
              >
                {name}
              </Link>
              <span className="w-36 shrink-0">
                <Fill fillPct={fillPct} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </ReadSection>
  );
};
