"use client";

import { useQuery } from "@tanstack/react-query";
import { Camera, UserRound, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTRPC } from "#components/client.ts";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { Input, NativeSelect } from "#components/ui/input.tsx";
import { useTyped } from "#components/use-typed.ts";
import { EXCEPTION_KINDS } from "#server/operations/names.schema.ts";
import { useKind } from "./exception-parts.tsx";
import { useInboxUrl, VIEWS } from "./exception-url.ts";

const Search = ({ value, onChange }: { value: string; onChange: (text: string) => void }) => {
  const t = useTranslations("exceptions");
  const [text, setText] = useTyped(value, onChange);
  return (
    <Input
      type="search"
      data-list-search
      aria-label={t("search")}
      placeholder={t("search")}
      value={text}
      onChange={(event) => setText(event.target.value)}
      className="w-56 max-md:w-full"
    />
  );
};

/** Everything the inbox is narrowed by, each part of it in the URL. */
export const ExceptionFilters = () => {
  const t = useTranslations("exceptions");
  const kind = useKind();
  const trpc = useTRPC();
  const [url, setUrl] = useInboxUrl();
  const zones = useQuery(trpc.fleet.zones.queryOptions(undefined, { staleTime: 600_000 }));
  const isNarrowed = url.kind || url.zone || url.mine || url.photo || url.q || url.f?.length;
  return (
    <div className="flex flex-wrap items-center gap-2 border-b bg-surface px-3 py-2">
      <h1 className="me-1 font-semibold text-base max-md:sr-only">{t("title")}</h1>
      <Search value={url.q ?? ""} onChange={(text) => void setUrl({ q: text || null })} />
      <NativeSelect
        aria-label={t("filter.status")}
        value={url.status}
        onChange={(event) =>
          void setUrl({ status: VIEWS.find((view) => view === event.target.value) ?? null })
        }
      >
        {VIEWS.map((view) => (
          <option key={view} value={view}>
            {t(`view.${view}`)}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        aria-label={t("filter.kind")}
        value={url.kind ?? ""}
        onChange={(event) =>
          void setUrl({ kind: EXCEPTION_KINDS.find((one) => one === event.target.value) ?? null })
        }
      >
        <option value="">{t("filter.allKinds")}</option>
        {EXCEPTION_KINDS.map((one) => (
          <option key={one} value={one}>
            {kind(one)}
          </option>
        ))}
      </NativeSelect>
      <NativeSelect
        aria-label={t("filter.zone")}
        value={url.zone ?? ""}
        onChange={(event) => void setUrl({ zone: event.target.value || null })}
        className="max-w-40"
      >
        <option value="">{t("filter.allZones")}</option>
        {zones.data?.features.map(({ id, properties }) => (
          <option key={id} value={properties.name}>
            {properties.name}
          </option>
        ))}
      </NativeSelect>
      <Toggle isOn={url.mine} onClick={() => void setUrl({ mine: url.mine ? null : true })}>
        <UserRound aria-hidden />
        {t("filter.mine")}
      </Toggle>
      <Toggle isOn={url.photo} onClick={() => void setUrl({ photo: url.photo ? null : true })}>
        <Camera aria-hidden />
        {t("filter.photo")}
      </Toggle>
      {isNarrowed ? (
        <Button
          variant="ghost"
          size="sm"
          onClick={() => void setUrl({ kind: null, zone: null, mine: null, photo: null, q: null, f: null })}
        >
          <X aria-hidden />
          {t("filter.clear")}
        </Button>
      ) : null}
    </div>
  );
};

const Toggle = ({
  isOn,
  onClick,
  children,
}: {
  isOn: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) => (
  <Button
    aria-pressed={isOn}
    onClick={onClick}
    className={cn(isOn && "border-accent bg-accent-soft text-accent-text hover:bg-accent-soft")}
  >
    {children}
  </Button>
);
