import { createReaders, READER } from "#server/ask/readers.ts";
import type { Base } from "#server/compose.ts";
import { contextOf, type Flags } from "#server/flags/service.ts";
import { createRegistry } from "#server/llm/registry.ts";

/** The second readers of questions: the flag says whose questions which version reads, the registry where it lies. */
export const openReaders = ({ db, log }: Base, flags: Pick<Flags, "resolve">) => {
  const registry = createRegistry({ db });
  return createReaders({
    versionFor: (scope) => {
      const { value } = flags.resolve("string", READER.key, READER.fallback, contextOf(scope));
      return String(value);
    },
    fileOf: async (version) => {
      const files = await registry.list();
      return files.find((file) => file.kind === "classifier" && file.version === version)?.file ?? null;
    },
    report: (error, version) =>
      log.error({ err: error, version }, "a reader cannot be opened; the one of the product reads instead"),
  });
};
