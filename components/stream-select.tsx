"use client";

import { useTranslations } from "next-intl";
import { NativeSelect } from "#components/ui/input.tsx";
import { STREAMS } from "#server/fleet/names.schema.ts";

/** One of the streams, or all of them: null. */
export const StreamSelect = ({
  value,
  onChange,
}: {
  value: string | null;
  onChange: (stream: (typeof STREAMS)[number] | null) => void;
}) => {
  const common = useTranslations("common");
  return (
    <NativeSelect
      aria-label={common("streamLabel")}
      value={value ?? ""}
      onChange={({ target }) => onChange(STREAMS.find((each) => each === target.value) ?? null)}
    >
      <option value="">{common("allStreams")}</option>
      {STREAMS.map((each) => (
        <option key={each} value={each}>
          {common(`stream.${each}`)}
        </option>
      ))}
    </NativeSelect>
  );
};
