import { createTransport } from "nodemailer";
import type { Letter } from "#server/platform/ways-out.ts";

// Under the limit of an announcement's handler, so that a server that hangs is told as such.
const LIMIT_MS = 8_000;

/** Sends letters through an SMTP server, by its address. */
export const createMailer = ({ url, from }: { url: string; from: string }) => {
  const transport = createTransport(
    { url, connectionTimeout: LIMIT_MS, greetingTimeout: LIMIT_MS, socketTimeout: LIMIT_MS },
    { from },
  );
  return {
    /** Sends one; throws where the server does not take it. */
    async send({ to, subject, text, files = [] }: Letter): Promise<void> {
      await transport.sendMail({ to, subject, text, attachments: files.map((file) => ({ ...file })) });
    },
    close: () => transport.close(),
  };
};
