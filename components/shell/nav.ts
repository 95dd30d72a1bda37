import {
  Activity,
  Building2,
  Cable,
  CalendarCheck,
  ChartGantt,
  ChartNoAxesCombined,
  CircleDot,
  Flag,
  IdCard,
  ListChecks,
  type LucideIcon,
  Map as MapIcon,
  MapPin,
  MessageCircleQuestion,
  Route,
  Search,
  Settings,
  TrendingUp,
  TriangleAlert,
  Truck,
  Waypoints,
} from "lucide-react";
import type { RoleName } from "#server/accounts/schema.ts";

const PLANNERS = ["dispatcher", "manager", "admin"] as const;
const OFFICE = ["dispatcher", "manager", "engineer", "admin"] as const;

type Entry = {
  icon: LucideIcon;
  section: "dispatch" | "fleet" | "manage" | "engineer";
  /** Pressed after `g`. */
  key: string;
  roles: readonly RoleName[];
};

/** The pages of the shell in the order of its navigation: where each stands and who may open it. */
export const PAGES = {
  today: { icon: CircleDot, section: "dispatch", key: "t", roles: OFFICE },
  map: { icon: MapIcon, section: "dispatch", key: "m", roles: OFFICE },
  exceptions: { icon: TriangleAlert, section: "dispatch", key: "e", roles: OFFICE },
  ask: { icon: MessageCircleQuestion, section: "dispatch", key: "a", roles: OFFICE },
  search: { icon: Search, section: "dispatch", key: "f", roles: OFFICE },
  board: { icon: ChartGantt, section: "dispatch", key: "b", roles: PLANNERS },
  plans: { icon: CalendarCheck, section: "dispatch", key: "l", roles: PLANNERS },
  routes: { icon: Route, section: "fleet", key: "r", roles: OFFICE },
  stops: { icon: ListChecks, section: "fleet", key: "s", roles: OFFICE },
  vehicles: { icon: Truck, section: "fleet", key: "v", roles: OFFICE },
  drivers: { icon: IdCard, section: "fleet", key: "d", roles: OFFICE },
  customers: { icon: Building2, section: "fleet", key: "c", roles: OFFICE },
  sites: { icon: MapPin, section: "fleet", key: "i", roles: OFFICE },
  kpi: { icon: ChartNoAxesCombined, section: "manage", key: "k", roles: OFFICE },
  forecast: { icon: TrendingUp, section: "manage", key: "w", roles: OFFICE },
  coordination: {
    icon: Waypoints,
    section: "manage",
    key: "o",
    roles: ["manager", "engineer", "admin"],
  },
  performance: { icon: Activity, section: "engineer", key: "p", roles: ["engineer", "manager", "admin"] },
  flags: { icon: Flag, section: "engineer", key: "h", roles: ["engineer", "manager", "admin"] },
  integrations: { icon: Cable, section: "engineer", key: "x", roles: ["engineer", "manager", "admin"] },
  admin: { icon: Settings, section: "manage", key: "n", roles: ["manager", "engineer", "admin"] },
} as const satisfies Record<string, Entry>;

/** Name of a page; also its path and the key of its title. */
export type PageName = keyof typeof PAGES;

const NAMES = Object.keys(PAGES) as PageName[];

/** The pages `role` may open, in order. */
export const pagesOf = (role: RoleName): PageName[] =>
  NAMES.filter((name) => (PAGES[name].roles as readonly RoleName[]).includes(role));

/** The page a path belongs to, or undefined where it is none of the shell's. */
export const pageOfPath = (path: string): PageName | undefined =>
  NAMES.find((name) => name === path.split("/")[1]);

/** Who may open a page. */
export const rolesOf = (name: PageName): readonly RoleName[] => PAGES[name].roles;
