"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RealAge } from "#components/age.tsx";
import { useTRPC } from "#components/client.ts";
import { useFormats } from "#components/me.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { DatabaseBoard } from "#server/tuning/database.schema.ts";
import { IndexAdviceList } from "./index-advice.tsx";
import { StatementTable } from "./statement-table.tsx";
import { useEngineerChange } from "./use-engineer-change.ts";
import { WaitingCard } from "./waiting-card.tsx";

const CALM_MS = 15_000;
const BUSY_MS = 1_000;
const BUSY = new Set(["building", "removing", "rolling-back"]);

const Fact = ({ name, children }: { name: string; children: ReactNode }) => (
  <div className="flex min-w-0 flex-col gap-0.5 bg-surface px-4 py-3">
    <dt className="text-muted text-xs">{name}</dt>
    <dd className="break-words tabular-nums">{children}</dd>
  </div>
);

const Facts = ({ board: { server, pool, countedSince } }: { board: DatabaseBoard }) => {
  const t = useTranslations("performance.database");
  const formats = useFormats();
  return (
    <dl className="grid grid-cols-1 gap-px bg-line sm:grid-cols-2 xl:grid-cols-4">
      <Fact name={t("facts.server")}>
        {t("facts.serverOf", { version: server.version.split(" ")[0] ?? "" })}
      </Fact>
      <Fact name={t("facts.connections")}>
        {t("facts.connectionsOf", {
          ...{ used: server.used, ours: server.ours },
          allowed: server.maxConnections - server.reserved,
        })}
      </Fact>
      <Fact name={t("facts.pool")}>{t("facts.poolOf", pool)}</Fact>
      <Fact name={t("facts.counted")}>{countedSince === null ? "–" : formats.dateTime(countedSince)}</Fact>
    </dl>
  );
};

const Warning = ({ children }: { children: string }) => (
  <p className="flex gap-2 border-t bg-warn-soft px-4 py-2 text-warn">
    <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
    <span className="min-w-0 break-words">{children}</span>
  </p>
);

const Hints = ({ board: { hints, statements } }: { board: DatabaseBoard }) => {
  const t = useTranslations("performance.database");
  const formats = useFormats();
  if (hints.length === 0) return null;
  return (
    <section aria-labelledby="database-hints" className="border-t">
      <h3 id="database-hints" className="px-4 py-2.5 font-semibold">
        {t("hints")}
      </h3>
      <ul>
        {hints.map(({ kind, of, figure }) => (
          <li key={`${kind}/${of}`} className="border-t px-4 py-2">
            <span className="block truncate font-mono text-muted text-xs">
              {statements.find(({ id }) => id === of)?.text ?? of}
            </span>
            {t(`hint.${kind}`, { figure: formats.measure(figure), share: formats.share(figure) })}
          </li>
        ))}
      </ul>
    </section>
  );
};

const LookButton = () => {
  const t = useTranslations("performance.database");
  const { done, failed } = useEngineerChange("database");
  const look = useMutation(useTRPC().database.look.mutationOptions({ onError: failed }));
  return (
    <Button
      size="sm"
      disabled={look.isPending}
      onClick={() => look.mutate(undefined, { onSuccess: ({ count }) => done(t("looked", { count })) })}
    >
      {look.isPending ? t("looking") : t("look")}
    </Button>
  );
};

/** The database: connections, statements by what they take, and indexes that its traffic lacks. */
export const Database = () => {
  const t = useTranslations("performance.database");
  const { mayChange } = useEngineerChange("database");
  const board = useQuery(
    useTRPC().database.board.queryOptions(undefined, {
      refetchInterval: ({ state }) =>
        state.data?.indexes.some(({ status }) => BUSY.has(status)) === true ? BUSY_MS : CALM_MS,
    }),
  );
  const { data } = board;
  if (data === undefined) return <WaitingCard title={t("title")} label={t("loading")} query={board} />;
  return (
    <Card
      title={t("title")}
      end={mayChange && data.source === "on" ? <LookButton /> : null}
      className="shrink-0 overflow-hidden"
    >
      <Facts board={data} />
      {data.warnings.map((kind) => (
        <Warning key={kind}>{t(`warning.${kind}`)}</Warning>
      ))}
      {data.source === "on" ? (
        <>
          <p className="border-t px-4 py-2 text-muted">
            {t(`planner.${data.planner}`)}{" "}
            {data.advisedAt === null
              ? null
              : t.rich("lookedAt", { age: () => <RealAge atMs={Date.parse(data.advisedAt ?? "")} /> })}
          </p>
          <IndexAdviceList indexes={data.indexes} />
          <StatementTable statements={data.statements} />
        </>
      ) : (
        <Warning>{t(`source.${data.source}`)}</Warning>
      )}
      <Hints board={data} />
    </Card>
  );
};
