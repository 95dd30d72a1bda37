import { createReaders, READER } from "#server/ask/readers.ts";
import type { Base } from "#server/compose.ts";
import type { Flags } from "#server/flags/service.ts";
import type { Scope } from "#server/lib/scope.ts";
import { createRegistry } from "#server/llm/registry.ts";

/** The second readers of questions: the flag says whose questions which version reads, the registry where it lies. */
export const openReaders = ({ db, log }: Base, flags: Pick<Flags, "resolveFor">) => {
  const registry = createRegistry({ db });
  const versionFor = (scope: Scope): string =>
    String(flags.resolveFor("string", READER.key, READER.fallback, scope).value);
  const { readerOf, kept } = createReaders({
    versionFor,
    fileOf: async (version) => {
      const files = await registry.list();
      return files.find((file) => file.kind === "classifier" && file.version === version)?.file ?? null;
    },
    report: (error, version) =>
      log.error({ err: error, version }, "a reader cannot be opened; the one of the product reads instead"),
  });
  return { readerOf, versionFor, kept };
};
