"use client";

import { useTranslations } from "next-intl";
import { Dialog } from "#components/ui/dialog.tsx";
import { NavLinks } from "./nav-links.tsx";

/** The whole navigation as a sheet, on a phone. */
export const NavSheet = ({ onClose }: { onClose: () => void }) => (
  <Dialog open onClose={onClose} title={useTranslations("shell")("menu")} place="start">
    <NavLinks onFollow={onClose} />
  </Dialog>
);
