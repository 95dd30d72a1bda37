// The import order of this project, checked by `npm run check:imports`.
//   app -> components -> (server schemas and types only)
//   main -> compose, root -> routers -> services -> platform -> lib
// http/ and cli/ are transport beside main, not domains.
const DOMAIN = "^server/(?!lib/|platform/|http/|cli/|compose/|bootstrap/)([^/]+)/";
const COMPOSING = ["operations", "ask", "tuning", "coordination"]; // may use other domains' service and schema
const SCHEMA = "(^|/|\\.)schema\\.ts$";
const PROCEDURES = "/(procedure-inputs|[a-z]+-procedures)\\.ts$"; // parts of a long router
const TEST = "\\.(test|contract)\\.tsx?$";

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "browser-sees-schemas-only",
      severity: "error",
      comment:
        "app/ and components/ may run only schema.ts from server/, and the flags' evaluator, which is pure; anything else must be `import type`.",
      from: { path: "^(app|components)/" },
      to: { path: "^server/", pathNot: [SCHEMA, "^server/flags/core/"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "server-never-imports-ui",
      severity: "error",
      from: { path: "^server/" },
      to: { path: "^(app|components)/" },
    },
    {
      name: "components-never-import-app",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^app/" },
    },
    {
      name: "schema-is-portable",
      severity: "error",
      comment: "schema.ts runs in the browser: zod and other schemas only.",
      from: { path: SCHEMA },
      to: { pathNot: [SCHEMA, "node_modules/zod/"] },
    },
    {
      name: "core-is-pure",
      severity: "error",
      comment:
        "core/ holds algorithms: no I/O, no framework, no clock. lib/, its own core/ and schema types only.",
      from: { path: "^server/([^/]+)/core/", pathNot: TEST },
      to: {
        pathNot: [
          "^server/lib/",
          "^server/$1/core/",
          "^server/$1/schema\\.ts$",
          "^server/$1/(set|maintenance|savings|platform|database)\\.schema\\.ts$",
        ],
      },
    },
    {
      name: "lib-is-bottom",
      severity: "error",
      from: { path: "^server/lib/", pathNot: TEST },
      to: { path: "^server/", pathNot: "^server/lib/" },
    },
    {
      name: "platform-knows-no-domain",
      severity: "error",
      from: { path: "^server/platform/", pathNot: TEST },
      to: { path: "^server/", pathNot: ["^server/lib/", "^server/platform/"] },
    },
    {
      name: "leaf-domains-are-strangers",
      severity: "error",
      comment: "A leaf domain takes what it needs through its factory arguments; compose.ts passes it.",
      from: { path: DOMAIN, pathNot: [TEST, `^server/(${COMPOSING.join("|")})/`] },
      to: { path: DOMAIN, pathNot: "^server/$1/" },
    },
    {
      name: "domains-meet-at-the-face",
      severity: "error",
      comment: "Another domain's service.ts and schema.ts are its face; the rest is private.",
      from: { path: DOMAIN },
      to: { path: DOMAIN, pathNot: ["^server/$1/", "/service\\.ts$", "[/.]schema\\.ts$"] },
    },
    {
      name: "transport-keeps-to-the-face",
      severity: "error",
      comment:
        "http/ and cli/ answer and call: no store and no core of a domain. The seed alone makes the demo city, which is no service.",
      from: {
        path: "^server/(http/|cli/|http\\.ts$|cli\\.ts$)",
        pathNot: [TEST, "^server/cli(/seed)?\\.ts$"],
      },
      to: {
        path: [`${DOMAIN}.*store`, `${DOMAIN}(core|demo|simulate)/`],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "routers-stay-thin",
      severity: "error",
      comment: "A router parses, authorises and calls its service.",
      from: { path: ["/router\\.ts$", PROCEDURES] },
      to: {
        path: "^server/",
        pathNot: ["^server/trpc\\.ts$", "/service\\.ts$", "schema\\.ts$", "^server/lib/", PROCEDURES],
      },
    },
    {
      name: "trpc-only-in-transport",
      severity: "error",
      from: { path: "^server/", pathNot: ["^server/(trpc|calls|root|main)\\.ts$", "/router\\.ts$", TEST] },
      to: { path: "node_modules/@trpc/" },
    },
    {
      name: "env-only-in-compose",
      severity: "error",
      comment: "main.ts asks how many processes it is; what each of them is given comes from compose.ts.",
      from: { path: "^server/", pathNot: ["^server/(compose|main)\\.ts$", TEST] },
      to: { path: "^server/env\\.ts$" },
    },
    {
      name: "adapters-only-in-compose",
      severity: "error",
      comment: "store.weaviate.ts, cache.redis.ts, model.llama.ts ... are chosen in one place.",
      from: { path: "^server/", pathNot: ["^server/compose(/open-adapters)?\\.ts$", TEST] },
      to: {
        path: "^server/.+\\.(embedded|lancedb|weaviate|redis|bullmq|pgboss|llama|remote|static|minilm|streets|greatcircle|graphhopper|samsara|hubspot|prisma)\\.ts$",
      },
    },
    { name: "tests-are-leaves", severity: "error", from: { pathNot: TEST }, to: { path: TEST } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
