import { closeSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";

const LOAD = 1;

/**
 * Cuts the names a debugger reads off the end of a shared library of Linux, 64 bits: nothing that is loaded lies behind
 * the last segment. Leaves every other file as it is; maps to the bytes saved.
 * @param {string} path
 */
export const cutSymbols = (path) => {
  const file = openSync(path, "r+");
  try {
    const head = Buffer.alloc(64);
    const { size } = fstatSync(file);
    if (readSync(file, head, 0, 64, 0) < 64 || head.readUInt32BE(0) !== 0x7f454c46) return 0;
    // 64 bits, least byte first: the machines the product runs on.
    if (head[4] !== 2 || head[5] !== 1) return 0;
    const entry = head.readUInt16LE(54);
    const count = head.readUInt16LE(56);
    const segments = Buffer.alloc(entry * count);
    readSync(file, segments, 0, segments.length, Number(head.readBigUInt64LE(32)));
    let end = 0;
    for (let at = 0; at < segments.length; at += entry) {
      const fileEnd = Number(segments.readBigUInt64LE(at + 8) + segments.readBigUInt64LE(at + 32));
      if (segments.readUInt32LE(at) === LOAD || fileEnd <= size) end = Math.max(end, fileEnd);
    }
    if (end <= 0 || end >= size) return 0;
    // The table of sections goes with them; the loader reads segments only.
    head.writeBigUInt64LE(0n, 40);
    head.writeUInt16LE(0, 60);
    head.writeUInt16LE(0, 62);
    writeSync(file, head, 0, 64, 0);
    ftruncateSync(file, end);
    return size - end;
  } finally {
    closeSync(file);
  }
};
