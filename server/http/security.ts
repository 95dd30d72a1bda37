import type { ServerResponse } from "node:http";

/** Makes the headers that tell browsers what pages of ours may do; the policy loosens only where `isDev` or another map asks. */
export const securityHeaders = ({ isDev, mapStyleUrl }: { isDev: boolean; mapStyleUrl: string | null }) => {
  // A map style from elsewhere names its tiles, glyphs and sprites itself, so their hosts cannot be listed here.
  const elsewhere = mapStyleUrl === null ? "" : " https:";
  const policy = [
    "default-src 'self'",
    // Next writes its data into pages as inline scripts; only its development build evaluates text.
    `script-src 'self' 'unsafe-inline'${isDev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob:${elsewhere}`,
    `connect-src 'self' ws: wss:${elsewhere}`,
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  const headers = {
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(self), microphone=()",
    "cross-origin-opener-policy": "same-origin",
  };
  return (response: ServerResponse): void => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  };
};
