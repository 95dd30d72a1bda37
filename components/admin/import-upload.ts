import type { TokenKeeper } from "#components/token.ts";
import { ImportProgress, ImportReport } from "#server/fleet/schema.ts";

/** A file as it is chosen or dropped: a folder's files come under their own names. */
export type ChosenFile = { name: string; file: File };

const KNOWN = /\.(csv|geojson|json)$/i;

/** The organisation's slug and name that a folder or file name stands for: "Qingdao West" becomes qingdao-west. */
export const organisationOf = (source: string): { slug: string; name: string } => {
  const name = source.replace(/\.[^.]+$/, "").trim();
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return { slug: slug.slice(0, 60), name: name.slice(0, 120) };
};

/** The files of a choice that an import can read, by name, and those it cannot. */
export const sortFiles = (
  files: readonly File[],
): { taken: ChosenFile[]; left: string[]; folder: string | null } => {
  const taken: ChosenFile[] = [];
  const left: string[] = [];
  let folder: string | null = null;
  for (const file of files) {
    const path = file.webkitRelativePath ?? "";
    if (path.includes("/")) folder ??= path.split("/")[0] ?? null;
    if (KNOWN.test(file.name)) taken.push({ name: file.name, file });
    else if (!file.name.startsWith(".")) left.push(file.name);
  }
  taken.sort((a, b) => a.name.localeCompare(b.name));
  return { taken, left, folder };
};

/** An event of a stream of server-sent events. */
export type StreamEvent = { event: string; data: string };

/** Splits what has come of a stream into whole events and the rest that is still on its way. */
export const readEvents = (text: string): { events: StreamEvent[]; rest: string } => {
  const blocks = text.split("\n\n");
  const rest = blocks.pop() ?? "";
  const events = blocks.flatMap((block) => {
    const lines = block.split("\n");
    const event = lines.find((line) => line.startsWith("event: "))?.slice(7);
    const data = lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6));
    return event === undefined ? [] : [{ event, data: data.join("\n") }];
  });
  return { events, rest };
};

const messageOf = (text: string, status: number): string => {
  try {
    const { error, message } = JSON.parse(text) as { error?: { message?: string }; message?: string };
    return error?.message ?? message ?? `the server answered ${status}`;
  } catch {
    return `the server answered ${status}`;
  }
};

/** Sends files to be looked at or imported; maps to the report, with progress on the way. */
export const sendImport = async (
  step: "preview" | "run",
  { files, organisation, name }: { files: readonly ChosenFile[]; organisation: string; name: string },
  keeper: TokenKeeper,
  onProgress: (progress: ImportProgress) => void,
  signal: AbortSignal,
): Promise<ImportReport> => {
  const body = new FormData();
  body.set("organisation", organisation);
  body.set("name", name);
  for (const { name: fileName, file } of files) body.append("files", file, fileName);
  const response = await fetch(`/api/v1/import/${step}`, {
    method: "POST",
    body,
    signal,
    headers: { accept: "text/event-stream", authorization: `Bearer ${(await keeper.read()) ?? ""}` },
  });
  if (!response.ok || response.body === null)
    throw new Error(messageOf(await response.text(), response.status));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) break;
    const { events, rest } = readEvents(text + value);
    text = rest;
    for (const { event, data } of events) {
      if (event === "progress") onProgress(ImportProgress.parse(JSON.parse(data)));
      if (event === "report") return ImportReport.parse(JSON.parse(data));
      if (event === "failure") throw new Error(messageOf(data, 500));
    }
  }
  throw new Error("the connection ended before the report came");
};
