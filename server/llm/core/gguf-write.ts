import { ALIGNMENT, aligned, TENSOR_TYPES, tensorBytes, VALUE_KINDS } from "#server/llm/core/gguf-types.ts";

/** A value to be written, with its kind. */
export type WrittenValue =
  | { kind: "uint32" | "int32" | "float32"; value: number }
  | { kind: "bool"; value: boolean }
  | { kind: "string"; value: string }
  | { kind: "strings"; value: readonly string[] }
  | { kind: "int32s"; value: readonly number[] };

/** A tensor to be written: its sizes, fastest first, and the number of its type. */
export type WrittenTensor = { name: string; dims: readonly number[]; type: number };

/** A tensor with the place its bytes go to, from the begin of the file. */
export type PlacedTensor = WrittenTensor & { at: number; bytes: number };

/** A file before its weights: the bytes of its head, where each tensor goes, how long it will be. */
export type GgufLayout = { head: Uint8Array; tensors: PlacedTensor[]; fileBytes: number };

const NUMBER_OF = Object.fromEntries(VALUE_KINDS.map((kind, number) => [kind, number]));
const FIRST_BYTES = 1 << 16;

const writer = () => {
  const encoder = new TextEncoder();
  let bytes = new Uint8Array(FIRST_BYTES);
  let view = new DataView(bytes.buffer);
  let length = 0;
  const room = (count: number): number => {
    while (length + count > bytes.length) {
      const larger = new Uint8Array(bytes.length * 2);
      larger.set(bytes);
      bytes = larger;
      view = new DataView(bytes.buffer);
    }
    length += count;
    return length - count;
  };
  const uint32 = (value: number): void => {
    const at = room(4);
    view.setUint32(at, value, true);
  };
  const uint64 = (value: number): void => {
    const at = room(8);
    view.setBigUint64(at, BigInt(value), true);
  };
  const string = (text: string): void => {
    const encoded = encoder.encode(text);
    uint64(encoded.length);
    const at = room(encoded.length);
    bytes.set(encoded, at);
  };
  const kind = (name: string): void => uint32(NUMBER_OF[name] ?? 0);
  const list = (of: string, count: number): void => {
    kind("array");
    kind(of);
    uint64(count);
  };
  const int32 = (value: number): void => {
    const at = room(4);
    view.setInt32(at, value, true);
  };
  return {
    uint32,
    uint64,
    string,
    value(written: WrittenValue): void {
      switch (written.kind) {
        case "strings":
          list("string", written.value.length);
          for (const each of written.value) string(each);
          return;
        case "int32s":
          list("int32", written.value.length);
          for (const each of written.value) int32(each);
          return;
        case "string":
          kind("string");
          string(written.value);
          return;
        case "bool": {
          kind("bool");
          const at = room(1);
          view.setUint8(at, written.value ? 1 : 0);
          return;
        }
        case "float32": {
          kind("float32");
          const at = room(4);
          view.setFloat32(at, written.value, true);
          return;
        }
        case "int32":
          kind("int32");
          int32(written.value);
          return;
        case "uint32":
          kind("uint32");
          uint32(written.value);
      }
    },
    take(alignment: number): Uint8Array {
      room(aligned(length, alignment) - length);
      return bytes.slice(0, length);
    },
  };
};

/** Lays out a GGUF file, version 3: the bytes of its head and the place of each tensor, in their order. */
export const layOutGguf = (
  metadata: ReadonlyMap<string, WrittenValue>,
  tensors: readonly WrittenTensor[],
): GgufLayout => {
  const out = writer();
  out.uint32(0x46554747); // "GGUF"
  out.uint32(3);
  out.uint64(tensors.length);
  out.uint64(metadata.size);
  for (const [key, value] of metadata) {
    out.string(key);
    out.value(value);
  }
  let end = 0;
  const placed = tensors.map((tensor) => {
    const type = TENSOR_TYPES[tensor.type];
    if (type === undefined)
      throw new RangeError(`tensor ${tensor.name}: found type ${tensor.type}, expected a known one`);
    const at = end;
    const bytes = tensorBytes(
      type,
      tensor.dims.reduce((product, each) => product * each, 1),
    );
    end = aligned(at + bytes, ALIGNMENT);
    return { ...tensor, at, bytes };
  });
  for (const { name, dims, type, at } of placed) {
    out.string(name);
    out.uint32(dims.length);
    for (const each of dims) out.uint64(each);
    out.uint32(type);
    out.uint64(at);
  }
  const head = out.take(ALIGNMENT);
  return {
    head,
    tensors: placed.map((tensor) => ({ ...tensor, at: head.length + tensor.at })),
    fileBytes: head.length + end,
  };
};
