import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readGgufHead } from "#server/llm/core/gguf-read.ts";
import { aligned, TENSOR_TYPES, TYPE_NUMBERS } from "#server/llm/core/gguf-types.ts";
import { layOutGguf, type WrittenTensor, type WrittenValue } from "#server/llm/core/gguf-write.ts";

const value: fc.Arbitrary<WrittenValue> = fc.oneof(
  fc.record({ kind: fc.constant("uint32" as const), value: fc.nat() }),
  fc.record({ kind: fc.constant("int32" as const), value: fc.integer() }),
  fc.record({ kind: fc.constant("float32" as const), value: fc.float({ noNaN: true }) }),
  fc.record({ kind: fc.constant("bool" as const), value: fc.boolean() }),
  fc.record({ kind: fc.constant("string" as const), value: fc.string({ unit: "binary" }) }),
  fc.record({ kind: fc.constant("strings" as const), value: fc.array(fc.string()) }),
  fc.record({ kind: fc.constant("int32s" as const), value: fc.array(fc.integer()) }),
);
const metadata = fc
  .uniqueArray(fc.tuple(fc.string(), value), { selector: ([key]) => key })
  .map((pairs) => new Map(pairs.filter(([key]) => key !== "general.alignment")));
const tensors: fc.Arbitrary<WrittenTensor[]> = fc.array(
  fc.record({
    name: fc.string(),
    dims: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 }),
    type: fc.constantFrom(...Object.values(TYPE_NUMBERS)),
  }),
  { maxLength: 5 },
);

const NAME = "a.gguf";
const whole = (head: Uint8Array, fileBytes: number): Uint8Array => {
  const bytes = new Uint8Array(fileBytes);
  bytes.set(head);
  return bytes;
};
const keptOf = (written: WrittenValue) =>
  written.kind === "strings" || written.kind === "int32s"
    ? { listOf: written.kind === "strings" ? "string" : "int32", length: written.value.length }
    : written.value;

describe("GGUF", () => {
  it("reads what it wrote: every value, every tensor with its place, and how long the file is", () => {
    fc.assert(
      fc.property(metadata, tensors, (values, listed) => {
        const layout = layOutGguf(values, listed);
        const read = readGgufHead(whole(layout.head, layout.fileBytes), {
          name: NAME,
          fileBytes: layout.fileBytes,
        });
        expect([...(read?.metadata ?? [])]).toEqual([...values].map(([key, each]) => [key, keptOf(each)]));
        expect(read?.tensors).toEqual(layout.tensors);
        expect(read?.dataAt).toBe(layout.head.length);
        expect(read?.wholeBytes).toBeLessThanOrEqual(layout.fileBytes);
      }),
    );
  });

  it("places tensors apart from each other, each aligned", () => {
    fc.assert(
      fc.property(tensors, (listed) => {
        const { head, tensors: placed, fileBytes } = layOutGguf(new Map(), listed);
        let end = head.length;
        for (const { at, bytes, dims, type } of placed) {
          const { perBlock, blockBytes } = TENSOR_TYPES[type] ?? { perBlock: 1, blockBytes: 0 };
          expect(at).toBe(aligned(end, 32));
          expect(bytes).toBe(Math.ceil(dims.reduce((a, b) => a * b, 1) / perBlock) * blockBytes);
          end = at + bytes;
        }
        expect(fileBytes).toBe(aligned(end, 32));
      }),
    );
  });

  it("refuses a file cut anywhere, and asks for more where there is more", () => {
    const values = new Map<string, WrittenValue>([
      ["a", { kind: "strings", value: ["x", "yy"] }],
      ["b", { kind: "string", value: "text" }],
    ]);
    const { head, fileBytes } = layOutGguf(values, [{ name: "t", dims: [64], type: TYPE_NUMBERS.Q8_0 }]);
    const bytes = whole(head, fileBytes);
    const data = 68;
    for (let cut = 0; cut < head.length + data; cut++) {
      expect(() => readGgufHead(bytes.subarray(0, cut), { name: NAME, fileBytes: cut })).toThrow(/truncated/);
      const isInsideHead = readGgufHead(bytes.subarray(0, cut), { name: NAME, fileBytes }) === null;
      if (cut < head.length - 32) expect(isInsideHead).toBe(true);
    }
    expect(readGgufHead(bytes, { name: NAME, fileBytes })?.metadata.get("b")).toBe("text");
  });

  it("names place, found and expected for bytes that are no such file", () => {
    const of = (bytes: number[]) => () =>
      readGgufHead(Uint8Array.from(bytes), { name: NAME, fileBytes: bytes.length });
    expect(of([0x50, 0x4b, 3, 4, 0, 0])).toThrow(
      'a.gguf, byte 4: magic: found 50 4b 03 04, expected 47 47 55 46, that is "GGUF"',
    );
    expect(of([0x47, 0x47, 0x55, 0x46, 1, 0, 0, 0])).toThrow(
      "a.gguf, byte 8: version: found 1, expected 2 or 3",
    );
    expect(of([0x47, 0x47, 0x55, 0x46, 3, 0, 0, 0, ...Array(8).fill(255)])).toThrow(
      "number of tensors: found 18446744073709551615, expected at most 1000000",
    );
  });
});
