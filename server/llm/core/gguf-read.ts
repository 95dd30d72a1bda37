import { AppError } from "#server/lib/errors.ts";
import {
  ALIGNMENT,
  aligned,
  TENSOR_TYPES,
  tensorBytes,
  VALUE_KINDS,
  type ValueKind,
} from "#server/llm/core/gguf-types.ts";

/** A value of the metadata; of lists, such as the vocabulary, only kind and length are kept. */
export type GgufValue = number | boolean | string | { listOf: ValueKind; length: number };

/** A tensor as a file lists it; `bytes` is null for a type whose blocks are not known here. */
export type GgufTensor = {
  name: string;
  dims: number[];
  type: number;
  /** Where it begins, from the begin of the file. */
  at: number;
  bytes: number | null;
};

/** What the head of a GGUF file says. */
export type GgufHead = {
  version: number;
  metadata: Map<string, GgufValue>;
  tensors: GgufTensor[];
  /** Where the weights begin. */
  dataAt: number;
  /** How long a whole file is. */
  wholeBytes: number;
};

/** Counts past this are no count of a real file, but the bytes of another kind of file. */
const MOST_ENTRIES = 1_000_000;
const MOST_ITEMS = 16_000_000;
const MOST_TEXT_BYTES = 64 * 1024 * 1024;
const MOST_DIMS = 4;
const WIDTHS: Readonly<Record<ValueKind, number>> = {
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  uint32: 4,
  int32: 4,
  float32: 4,
  bool: 1,
  string: 8,
  array: 12,
  uint64: 8,
  int64: 8,
  float64: 8,
};

/** The head goes on past the bytes that were read of the file. */
class PastEnd extends Error {}

const readerOf = (bytes: Uint8Array, name: string) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = new TextDecoder();
  let at = 0;
  const take = (count: number): number => {
    if (at + count > bytes.byteLength) throw new PastEnd();
    at += count;
    return at - count;
  };
  const fault = (what: string, found: string, expected: string): AppError =>
    new AppError("BAD_REQUEST", `${name}, byte ${at}: ${what}: found ${found}, expected ${expected}`);
  const uint64 = (what: string, most: number): number => {
    const value = view.getBigUint64(take(8), true);
    if (value > BigInt(most)) throw fault(what, String(value), `at most ${most}`);
    return Number(value);
  };
  const string = (what: string): string => {
    const length = uint64(`length of ${what}`, MOST_TEXT_BYTES);
    const from = take(length);
    return text.decode(bytes.subarray(from, from + length));
  };
  const kind = (what: string): ValueKind => {
    const number = view.getUint32(take(4), true);
    const found = VALUE_KINDS[number];
    if (found === undefined) throw fault(`kind of ${what}`, String(number), `0 to ${VALUE_KINDS.length - 1}`);
    return found;
  };
  const value = (what: string, of: ValueKind): GgufValue => {
    switch (of) {
      case "uint8":
        return view.getUint8(take(1));
      case "int8":
        return view.getInt8(take(1));
      case "uint16":
        return view.getUint16(take(2), true);
      case "int16":
        return view.getInt16(take(2), true);
      case "uint32":
        return view.getUint32(take(4), true);
      case "int32":
        return view.getInt32(take(4), true);
      case "float32":
        return view.getFloat32(take(4), true);
      case "bool":
        return view.getUint8(take(1)) !== 0;
      case "string":
        return string(what);
      case "uint64":
        return Number(view.getBigUint64(take(8), true));
      case "int64":
        return Number(view.getBigInt64(take(8), true));
      case "float64":
        return view.getFloat64(take(8), true);
      case "array": {
        const listOf = kind(what);
        const length = uint64(`length of ${what}`, MOST_ITEMS);
        if (listOf === "string" || listOf === "array")
          for (let i = 0; i < length; i++) value(`${what}[${i}]`, listOf);
        else take(length * WIDTHS[listOf]);
        return { listOf, length };
      }
    }
  };
  return {
    bytes: (count: number) => bytes.subarray(take(count), at),
    uint32: () => view.getUint32(take(4), true),
    ...{ uint64, string, kind, value, fault },
    at: () => at,
  };
};

const parse = (read: ReturnType<typeof readerOf>): GgufHead => {
  const magic = read.bytes(4);
  const isGguf = String.fromCharCode(...magic) === "GGUF";
  if (!isGguf) {
    const hex = [...magic].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    throw read.fault("magic", hex, '47 47 55 46, that is "GGUF"');
  }
  const version = read.uint32();
  if (version !== 2 && version !== 3) throw read.fault("version", String(version), "2 or 3");
  const tensorCount = read.uint64("number of tensors", MOST_ENTRIES);
  const valueCount = read.uint64("number of metadata values", MOST_ENTRIES);
  const metadata = new Map<string, GgufValue>();
  for (let i = 0; i < valueCount; i++) {
    const key = read.string(`metadata key ${i}`);
    metadata.set(key, read.value(key, read.kind(key)));
  }
  const listed: Omit<GgufTensor, "bytes">[] = [];
  for (let i = 0; i < tensorCount; i++) {
    const name = read.string(`name of tensor ${i}`);
    const dimCount = read.uint32();
    if (dimCount > MOST_DIMS)
      throw read.fault(`dimensions of ${name}`, String(dimCount), `at most ${MOST_DIMS}`);
    const dims = Array.from({ length: dimCount }, () =>
      read.uint64(`size of ${name}`, Number.MAX_SAFE_INTEGER),
    );
    const type = read.uint32();
    listed.push({ name, dims, type, at: read.uint64(`place of ${name}`, Number.MAX_SAFE_INTEGER) });
  }
  const said = metadata.get("general.alignment");
  const dataAt = aligned(read.at(), typeof said === "number" && said > 0 ? said : ALIGNMENT);
  let wholeBytes = dataAt;
  const tensors = listed.map((tensor) => {
    const type = TENSOR_TYPES[tensor.type];
    const weights = tensor.dims.reduce((product, each) => product * each, 1);
    const bytes = type === undefined ? null : tensorBytes(type, weights);
    const at = dataAt + tensor.at;
    wholeBytes = Math.max(wholeBytes, at + (bytes ?? 1));
    return { ...tensor, at, bytes };
  });
  return { version, metadata, tensors, dataAt, wholeBytes };
};

/**
 * Reads the head of a GGUF file from its first bytes; null where it goes on past them and there are more in the file.
 * A file that is no GGUF, or shorter than its own list of tensors, is refused with the place.
 */
export const readGgufHead = (
  bytes: Uint8Array,
  { name, fileBytes }: { name: string; fileBytes: number },
): GgufHead | null => {
  let head: GgufHead;
  try {
    head = parse(readerOf(bytes, name));
  } catch (error) {
    if (!(error instanceof PastEnd)) throw error;
    if (bytes.byteLength < fileBytes) return null;
    throw new AppError(
      "BAD_REQUEST",
      `${name}: found its end at byte ${fileBytes}, inside the head, expected the whole file: it is truncated`,
    );
  }
  if (head.wholeBytes > fileBytes) {
    const last = head.tensors.find(({ at, bytes: size }) => at + (size ?? 1) > fileBytes);
    throw new AppError(
      "BAD_REQUEST",
      `${name}, tensor ${last?.name}: found the end of the file at byte ${fileBytes}, expected ${head.wholeBytes}: it is truncated`,
    );
  }
  return head;
};
