import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  // Types are checked by `npm run check`; checking them again in the build would cost half a minute of the first start.
  typescript: { ignoreBuildErrors: true },
  // No picture of ours needs resizing on the server.
  images: { unoptimized: true },
  poweredByHeader: false,
  // Our own server compresses, and lays tRPC and the live sockets before Next's handler.
  compress: true,
  allowedDevOrigins: ["127.0.0.1", "localhost"],
  devIndicators: false,
};

const withTexts = createNextIntlPlugin({
  // Texts are parsed by the build, so that no page carries a parser.
  experimental: { messages: { path: "./i18n/messages", format: "json", locales: "infer", precompile: true } },
});

export default withTexts(config);
