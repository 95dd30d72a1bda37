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
  // The build is made once per version: writing a cache for the next one costs time and disk.
  experimental: { turbopackFileSystemCacheForBuild: false },
};

export default createNextIntlPlugin()(config);
