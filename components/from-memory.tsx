import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import { RealAge } from "#components/age.tsx";

/** Says that what is shown was found before, and how long ago; nothing where it was found now. */
export const FromMemory = ({ keptAt }: { keptAt: string | null }) => {
  const t = useTranslations("common");
  if (keptAt === null) return null;
  return (
    <span className="inline-flex items-center gap-1">
      <History className="size-3.5 shrink-0" aria-hidden />
      <span>{t.rich("fromMemory", { age: () => <RealAge atMs={Date.parse(keptAt)} /> })}</span>
    </span>
  );
};
