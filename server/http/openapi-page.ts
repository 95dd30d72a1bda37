import * as z from "zod";
import { ROUTES, type RouteText } from "#server/http/openapi.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const BY: Readonly<Record<RouteText["by"], string>> = {
  public: "no sign-in",
  key: "x-api-key",
  token: "bearer token",
  "key-or-token": "x-api-key or bearer token",
};

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d5dce0, #33424c); --soft: light-dark(#f2f5f6, #1b262d); --muted: light-dark(#51606a, #a3b1ba); }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem 1rem 4rem; font: 15px/1.5 system-ui, sans-serif; background: light-dark(#fff, #131b20); color: light-dark(#16222a, #e8eef0); }
h1 { font-size: 1.4rem; } h2 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
article { border: 1px solid var(--line); border-radius: 8px; padding: 1rem; margin: 1rem 0; }
p { margin: .4rem 0; } .muted { color: var(--muted); } code, pre { font: 13px/1.45 ui-monospace, monospace; }
pre { background: var(--soft); border-radius: 6px; padding: .75rem; overflow: auto; max-height: 24rem; margin: .4rem 0; }
summary { cursor: pointer; } b { font: 600 12px ui-monospace, monospace; margin-inline-end: .5rem; }
a { color: light-dark(#0b5f8a, #7cc4ec); }`;

const shape = (title: string, schema: z.ZodType | undefined, io: "input" | "output"): string => {
  if (schema === undefined) return `<p class="muted">${escaped(title)}</p>`;
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  const text = escaped(JSON.stringify(rest, null, 2));
  return `<details><summary>${escaped(title)}</summary><pre tabindex="0">${text}</pre></details>`;
};

const section = ({
  method,
  path,
  summary,
  description,
  by,
  query = {},
  body,
  answers,
}: RouteText): string => `
<article>
<h2><b>${method}</b><code>${escaped(path)}</code></h2>
<p>${escaped(summary)}. <span class="muted">${BY[by]}</span></p>
${description === undefined ? "" : `<p>${escaped(description)}</p>`}
${Object.entries(query)
  .map(([name, { text }]) => `<p><code>?${escaped(name)}=</code> ${escaped(text)}</p>`)
  .join("\n")}
${body === undefined ? "" : shape(`Body: ${body.type}`, body.schema, "input")}
${Object.entries(answers)
  .map(([status, { text, type, schema }]) => shape(`${status}: ${text} (${type})`, schema, "output"))
  .join("\n")}
</article>`;

/** The description of the REST routes as a page to read, whole in itself. */
export const openApiPage = (serverUrl: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Roundsman REST</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Roundsman REST</h1>
<p>The same for machines: <a href="/api/v1/openapi.json">openapi.json</a>. A key is made under <a href="/admin">Admin</a>; a failure says in <code>error.message</code> what was found and what was expected.</p>
<pre tabindex="0">curl ${escaped(serverUrl)}/api/v1/search \\
  -H "x-api-key: $KEY" -H "content-type: application/json" \\
  -d '{"text": "gate code on Mill Lane", "kinds": ["note"], "limit": 5}'</pre>
${ROUTES.map(section).join("\n")}
</main>
</body>
</html>
`;
