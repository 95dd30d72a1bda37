import { useTranslations } from "next-intl";
import { RealAge } from "#components/age.tsx";
import { useFormats } from "#components/me.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { ScrollBox } from "#components/ui/scroll-box.tsx";
import type { KnobRow } from "#server/tuning/schema.ts";

const cell = "px-4 py-2 text-start align-top font-normal";

/** Every knob: its value and bounds, what it serves, what moved it last, and why it rests. */
export const KnobTable = ({ knobs }: { knobs: readonly KnobRow[] }) => {
  const t = useTranslations("performance.tuning");
  const formats = useFormats();
  const said = (value: number, unit: string) =>
    unit === "" ? formats.measure(value) : `${formats.measure(value)} ${unit}`;
  return (
    <ScrollBox label={t("knobs")} className="overflow-x-auto">
      <table className="w-full min-w-[56rem] text-start">
        <thead className="text-muted text-xs">
          <tr>
            {(["knob", "value", "serves", "movedLast", "state"] as const).map((name) => (
              <th key={name} scope="col" className={cell}>
                {t(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {knobs.map((knob) => (
            <tr key={knob.key} className="border-t">
              <th scope="row" className={cell}>
                <span className="block font-medium">{knob.key}</span>
                <span className="block max-w-md text-muted text-xs">{knob.doc}</span>
              </th>
              <td className={`${cell} whitespace-nowrap tabular-nums`}>
                {said(knob.value, knob.unit)}
                <span className="block text-muted text-xs">
                  {t("bounds", {
                    min: formats.measure(knob.min),
                    max: formats.measure(knob.max),
                    step: formats.measure(knob.step),
                  })}
                </span>
              </td>
              <td className={cell}>
                {knob.metric}
                <span className="block text-muted text-xs tabular-nums">
                  {t("samplesHour", { count: formats.number(knob.samples) })}
                </span>
              </td>
              <td className={cell}>
                {knob.movedBy !== null && knob.movedAt !== null
                  ? t.rich("movedBy", {
                      name: knob.movedBy,
                      age: () => <RealAge atMs={Date.parse(knob.movedAt ?? "")} />,
                    })
                  : t("neverMoved")}
              </td>
              <td className={cell}>
                <Badge tone={knob.rests === null ? "good" : "idle"}>
                  {knob.rests === null ? t("mayBeTried") : t(`risk.${knob.risk}`)}
                </Badge>
                {knob.rests === null ? null : <span className="block text-muted text-xs">{knob.rests}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
};
