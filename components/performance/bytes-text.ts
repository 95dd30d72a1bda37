import { useFormats } from "#components/me.tsx";

/** Bytes in the unit that fits. */
export const useBytesText = (): ((bytes: number) => string) => {
  const formats = useFormats();
  return (bytes) =>
    bytes >= 1e9
      ? `${formats.measure(bytes / 1e9)} GB`
      : bytes >= 1e5 || bytes === 0
        ? `${formats.measure(bytes / 1e6)} MB`
        : `${formats.measure(bytes / 1e3)} kB`;
};
