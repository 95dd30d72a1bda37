"use client";

import { BoxSelect, Layers, Maximize } from "lucide-react";
import { useTranslations } from "next-intl";
import { dotClass, type Tone } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { PopButton } from "#components/ui/pop-button.tsx";
import { LAYERS, type Layer } from "./map-url.ts";

const STATUSES: readonly [status: string, tone: Tone][] = [
  ["moving", "info"],
  ["serving", "good"],
  ["stopped", "warn"],
  ["tipping", "accent"],
  ["breakdown", "bad"],
  ["yard", "idle"],
];
const FILLS: readonly [text: string, tone: Tone][] = [
  ["fillLow", "good"],
  ["fillMid", "warn"],
  ["fillHigh", "bad"],
];

const Legend = ({ layers, onLayers }: { layers: readonly Layer[]; onLayers: (layers: Layer[]) => void }) => {
  const t = useTranslations("map");
  const common = useTranslations("common");
  return (
    <div className="flex flex-col gap-3 p-1">
      <fieldset className="flex flex-col">
        <legend className="pb-1 font-medium text-faint text-xs">{t("layersTitle")}</legend>
        {LAYERS.map((layer) => (
          <label
            key={layer}
            className="flex cursor-pointer items-center gap-2 rounded px-1 py-1 hover:bg-hover"
          >
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={layers.includes(layer)}
              onChange={() =>
                onLayers(layers.includes(layer) ? layers.filter((one) => one !== layer) : [...layers, layer])
              }
            />
            {t(`layer.${layer}`)}
          </label>
        ))}
      </fieldset>
      <div>
        <p className="pb-1 font-medium text-faint text-xs">{t("legend")}</p>
        <ul className="grid grid-cols-2 gap-x-3 gap-y-1 text-xs">
          {STATUSES.map(([status, tone]) => (
            <li key={status} className="flex items-center gap-2">
              <span className={dotClass(tone)} aria-hidden />
              {common(`status.${status}`)}
            </li>
          ))}
          {layers.includes("sites")
            ? FILLS.map(([text, tone]) => (
                <li key={text} className="flex items-center gap-2">
                  <span className={dotClass(tone)} aria-hidden />
                  {t(text)}
                </li>
              ))
            : null}
        </ul>
      </div>
    </div>
  );
};

/** What can be done with the map as a whole: layers and legend, a box to select with, all of it in view. */
export const MapTools = ({
  layers,
  onLayers,
  isBoxMode,
  onBoxMode,
  onSelectView,
  onHome,
}: {
  layers: readonly Layer[];
  onLayers: (layers: Layer[]) => void;
  isBoxMode: boolean;
  onBoxMode: (isOn: boolean) => void;
  onSelectView: () => void;
  onHome: () => void;
}) => {
  const t = useTranslations("map");
  return (
    <div className="absolute start-2 top-2 z-10 flex gap-1.5">
      <PopButton
        label={t("layersTitle")}
        className="shadow-pop"
        panel={() => <Legend layers={layers} onLayers={onLayers} />}
      >
        <Layers aria-hidden />
        <span className="max-sm:sr-only">{t("layersTitle")}</span>
      </PopButton>
      <Button
        aria-pressed={isBoxMode}
        title={t("boxHint")}
        onClick={() => onBoxMode(!isBoxMode)}
        className={cn("shadow-pop", isBoxMode && "border-accent bg-accent-soft text-accent-text")}
      >
        <BoxSelect aria-hidden />
        <span className="max-sm:sr-only">{t("box")}</span>
      </Button>
      <Button className="shadow-pop" title={t("selectViewHint")} onClick={onSelectView}>
        {t("selectView")}
      </Button>
      <Button size="icon" className="shadow-pop" aria-label={t("home")} title={t("home")} onClick={onHome}>
        <Maximize />
      </Button>
    </div>
  );
};
