import {
  BookOpen,
  Building2,
  ClipboardList,
  type LucideIcon,
  Phone,
  StickyNote,
  TriangleAlert,
} from "lucide-react";
import type { PassageKind } from "#server/vector/schema.ts";

/** The sign of each kind of passage. */
export const KIND_ICONS: Readonly<Record<PassageKind, LucideIcon>> = {
  note: StickyNote,
  exception: TriangleAlert,
  call: Phone,
  customer: Building2,
  procedure: BookOpen,
  "service-order": ClipboardList,
};
