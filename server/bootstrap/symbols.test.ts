import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

// Plain JavaScript without types, as all that runs before anything is installed.
const at: string = "./symbols.mjs";
const { cutSymbols } = (await import(at)) as { cutSymbols: (path: string) => number };

const folder = mkdtempSync(join(tmpdir(), "roundsman-symbols-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A library of one segment of 200 bytes, and behind it names for a debugger with their table of sections. */
const library = (): Buffer => {
  const bytes = Buffer.alloc(300, 7);
  bytes.fill(0, 0, 120);
  bytes.writeUInt32BE(0x7f454c46, 0);
  bytes.writeUInt8(2, 4);
  bytes.writeUInt8(1, 5);
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeBigUInt64LE(236n, 40);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(1, 56);
  bytes.writeUInt16LE(1, 60);
  bytes.writeUInt32LE(1, 64);
  bytes.writeBigUInt64LE(0n, 64 + 8);
  bytes.writeBigUInt64LE(200n, 64 + 32);
  return bytes;
};

const written = (name: string, bytes: Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

describe("cutting a library's names for debuggers", () => {
  it("leaves every segment and no table of sections, once", () => {
    const path = written("a.node", library());
    expect(cutSymbols(path)).toBe(100);
    const left = readFileSync(path);
    expect(left).toHaveLength(200);
    expect(left.subarray(120)).toEqual(library().subarray(120, 200));
    expect(left.readBigUInt64LE(40)).toBe(0n);
    expect(left.readUInt16LE(60)).toBe(0);
    expect(cutSymbols(path)).toBe(0);
  });

  it("leaves what is no such library as it is", () => {
    for (const bytes of [
      Buffer.from("MZ not a library of Linux".repeat(9)),
      Buffer.alloc(10),
      Buffer.alloc(0),
    ]) {
      const path = written("b.node", bytes);
      expect(cutSymbols(path)).toBe(0);
      expect(readFileSync(path)).toEqual(bytes);
    }
  });
});
