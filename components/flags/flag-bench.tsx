"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "#components/client.ts";
import { useMe } from "#components/me.tsx";
import { useReason } from "#components/reason.ts";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { AppRouter } from "#server/root.ts";

// As it arrives: JSON leaves out what is undefined.
type Explained = inferRouterOutputs<AppRouter>["flags"]["explain"];
type Context = Record<string, unknown>;

const contextOf = (text: string): Context | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Context) : null;
  } catch {
    // Not yet JSON: the field says so.
    return null;
  }
};

const Way = ({ steps }: { steps: Explained["steps"] }) => {
  const t = useTranslations("flags");
  return (
    <ol className="flex flex-col gap-2">
      {steps.map((step) => (
        <li key={step.place + step.kind} className="flex flex-col gap-0.5 border-s-2 ps-3">
          <span className="break-all text-faint text-xs">{step.place}</span>
          {step.kind === "share" ? (
            <span>
              {t("bucket", {
                hashed: step.hashed,
                bucket: step.bucket,
                total: step.total,
                value: JSON.stringify(step.value),
              })}
            </span>
          ) : (
            <span className="flex flex-wrap items-center gap-2">
              <code className="break-all text-xs">{JSON.stringify(step.rule)}</code>
              <Badge tone={step.kind === "answer" ? "accent" : step.holds ? "good" : "idle"}>
                {step.kind === "answer"
                  ? t("answers", { value: JSON.stringify(step.value) })
                  : t(step.holds ? "holds" : "holdsNot")}
              </Badge>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
};

const Answer = ({ found }: { found: Explained }) => {
  const t = useTranslations("flags");
  return (
    <div className="flex flex-col gap-3" role="status">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <dt className="text-muted">{t("value")}</dt>
        <dd className="break-all font-medium">
          {found.variant === null && found.errorCode === null ? (
            t("ownValue")
          ) : (
            <code>{JSON.stringify(found.value)}</code>
          )}
        </dd>
        <dt className="text-muted">{t("variant")}</dt>
        <dd>{found.variant ?? t("noVariant")}</dd>
        <dt className="text-muted">{t("reason")}</dt>
        <dd>{found.reason}</dd>
        {found.errorCode === null ? null : (
          <>
            <dt className="text-muted">{t("error")}</dt>
            <dd className="text-bad">
              {found.errorCode}: {found.errorMessage}
            </dd>
          </>
        )}
      </dl>
      <Way steps={found.steps} />
    </div>
  );
};

/** What the flag is for whoever is described, and the way there: conditions in order, and the bucket of a share. */
export const FlagBench = ({ flag, version }: { flag: string; version: number }) => {
  const t = useTranslations("flags");
  const reason = useReason();
  const { userId, role, organisation } = useMe();
  const id = useId();
  const own = { targetingKey: `user/${userId}`, organisationId: organisation.id, role };
  const [text, setText] = useState(() => JSON.stringify(own, null, 2));
  const [asked, setAsked] = useState<Context>(own);
  const context = contextOf(text);
  const { data, error } = useQuery(
    useTRPC().flags.explain.queryOptions(
      { key: flag, context: asked },
      { placeholderData: keepPreviousData },
    ),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (context !== null) setAsked(context);
  };
  return (
    <Card
      title={t("bench")}
      end={<span className="text-muted text-xs tabular-nums">{t("version", { version })}</span>}
    >
      <div className="grid gap-4 p-3 md:grid-cols-2">
        <form onSubmit={submit} className="flex flex-col gap-2">
          <label htmlFor={id} className="font-medium">
            {t("context")}
          </label>
          <textarea
            id={id}
            rows={6}
            spellCheck={false}
            aria-invalid={context === null}
            value={text}
            onChange={({ target }) => setText(target.value)}
            className="w-full rounded-md border border-line-strong bg-surface p-2 font-mono text-ink text-xs aria-invalid:border-bad"
          />
          {context === null ? (
            <p role="alert" className="text-bad text-xs">
              {t("badContext")}
            </p>
          ) : null}
          <Button type="submit" size="sm" className="self-start" disabled={context === null}>
            {t("benchRun")}
          </Button>
        </form>
        {data ? <Answer found={data} /> : error ? <p className="text-bad">{reason(error)}</p> : null}
      </div>
    </Card>
  );
};
