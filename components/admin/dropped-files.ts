const readAll = async (directory: FileSystemDirectoryEntry): Promise<File[]> => {
  const reader = directory.createReader();
  const files: File[] = [];
  // A reader hands out entries in batches; an empty batch is the end.
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (batch.length === 0) return files;
    for (const entry of batch)
      if (entry.isFile)
        files.push(
          await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)),
        );
  }
};

/** The files that were dropped, those of a dropped folder with them, and that folder's name. */
export const droppedFiles = async (
  transfer: DataTransfer,
): Promise<{ files: File[]; folder: string | null }> => {
  // Entries must be taken before the first await: the browser empties the transfer after the event.
  const plain = [...transfer.files];
  const folders = [...transfer.items]
    .map((item) => item.webkitGetAsEntry?.() ?? null)
    .filter((entry): entry is FileSystemDirectoryEntry => entry?.isDirectory === true);
  if (folders.length === 0) return { files: plain, folder: null };
  const inside = await Promise.all(folders.map(readAll));
  const names = new Set(folders.map(({ name }) => name));
  return {
    files: [...plain.filter(({ name }) => !names.has(name)), ...inside.flat()],
    folder: folders[0]?.name ?? null,
  };
};
