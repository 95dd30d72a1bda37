import { pipeline } from "node:stream/promises";
import type { Exchange } from "#server/http/exchange.ts";
import type { Scope } from "#server/lib/scope.ts";
import type { ProofOfStop } from "#server/operations/proof-store.ts";
import type { Files } from "#server/platform/files.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);

const TITLES: Readonly<Record<ProofOfStop["kind"], string>> = {
  photo: "Demo photo",
  rfid: "Container tag",
  weight: "Weight",
};

/** Draws a proof without a file from its stored row: what it is, the site, the route, the stream and the local time. */
export const proofDrawing = (proof: ProofOfStop): string => {
  const at = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "medium",
    timeStyle: "medium",
    timeZone: proof.timeZone,
  }).format(new Date(proof.at));
  const work = proof.lifts > 0 ? `${proof.lifts} lifts, ${proof.weightKg} kg` : proof.status;
  const lines = [
    proof.site,
    `${proof.route ?? "no route"}, ${proof.stream}, ${work}`,
    ...(proof.detail === null ? [] : [proof.detail]),
    `${at} ${proof.timeZone}`,
  ];
  const texts = lines.map(
    (line, i) => `<text x="32" y="${150 + i * 40}" font-size="24" fill="#e8eef0">${escaped(line)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" width="640" height="360" role="img" font-family="sans-serif">
<title>${escaped(`${TITLES[proof.kind]}: ${lines.join("; ")}`)}</title>
<rect width="640" height="360" fill="#22313a"/><rect width="640" height="88" fill="#16222a"/>
<text x="32" y="56" font-size="30" font-weight="600" fill="#ffffff">${TITLES[proof.kind]}</text>
${texts.join("\n")}
</svg>
`;
};

/** Answers `GET /api/v1/proofs/:id`: the stored file, or a drawing of the stored row where there is none. */
export const sendProof = async (
  { request, response }: Exchange,
  scope: Scope,
  proof: ProofOfStop,
  files: Pick<Files, "open">,
): Promise<void> => {
  // A file somebody uploaded must not run as a page of ours.
  response.setHeader("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  if (proof.fileId === null) {
    const drawing = proofDrawing(proof);
    response.writeHead(200, {
      "content-type": "image/svg+xml; charset=utf-8",
      "content-length": Buffer.byteLength(drawing),
      "cache-control": "private, max-age=300",
    });
    response.end(drawing);
    return;
  }
  const { file, read } = await files.open(scope.organisationId, proof.fileId);
  const headers = { etag: `"${file.sha256}"`, "cache-control": "private, max-age=86400" };
  if (request.headers["if-none-match"] === headers.etag) {
    response.writeHead(304, headers);
    response.end();
    return;
  }
  response.writeHead(200, { ...headers, "content-type": file.contentType, "content-length": file.bytes });
  await pipeline(read(), response);
};
