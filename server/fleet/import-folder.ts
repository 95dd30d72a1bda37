import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { ImportFile } from "#server/fleet/import-records.ts";
import { AppError } from "#server/lib/errors.ts";

/** The CSV and GeoJSON files of a folder, by name; other files are none of the import's. */
export const folderFiles = async (folder: string): Promise<ImportFile[]> => {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new AppError(
      "BAD_REQUEST",
      `import: found no folder ${folder}, expected one with depots.csv and sites.csv`,
      { cause },
    );
  });
  const wanted = names.filter((name) => /\.(csv|geojson)$/i.test(name)).sort();
  return Promise.all(
    wanted.map(async (name) => {
      const path = join(folder, name);
      return {
        name,
        bytes: (await stat(path)).size,
        open: () => createReadStream(path, { highWaterMark: 1 << 18 }),
      };
    }),
  );
};

/** An uploaded file that is held in memory. */
export const uploadedFile = (name: string, content: Buffer): ImportFile => ({
  name,
  bytes: content.length,
  async *open() {
    yield content;
  },
});
