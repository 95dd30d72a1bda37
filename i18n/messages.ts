import admin from "./messages/en/admin.json";
import ask from "./messages/en/ask.json";
import board from "./messages/en/board.json";
import common from "./messages/en/common.json";
import coordination from "./messages/en/coordination.json";
import customers from "./messages/en/customers.json";
import drivers from "./messages/en/drivers.json";
import exceptions from "./messages/en/exceptions.json";
import flags from "./messages/en/flags.json";
import forecast from "./messages/en/forecast.json";
import integrations from "./messages/en/integrations.json";
import kpi from "./messages/en/kpi.json";
import list from "./messages/en/list.json";
import login from "./messages/en/login.json";
import maintenance from "./messages/en/maintenance.json";
import map from "./messages/en/map.json";
import performance from "./messages/en/performance.json";
import plans from "./messages/en/plans.json";
import routes from "./messages/en/routes.json";
import search from "./messages/en/search.json";
import shell from "./messages/en/shell.json";
import sites from "./messages/en/sites.json";
import stops from "./messages/en/stops.json";
import today from "./messages/en/today.json";
import vehicles from "./messages/en/vehicles.json";

/** Page texts by namespace: one file per page, and those that all pages share. */
export const messages = {
  admin,
  ask,
  board,
  common,
  coordination,
  customers,
  drivers,
  exceptions,
  flags,
  forecast,
  integrations,
  kpi,
  list,
  login,
  maintenance,
  map,
  performance,
  plans,
  routes,
  search,
  shell,
  sites,
  stops,
  today,
  vehicles,
};

/** Namespaces the browser has on every page. */
export const SHARED_NAMESPACES = ["common", "shell"] as const;

/** A namespace of page texts. */
export type Namespace = keyof typeof messages;
