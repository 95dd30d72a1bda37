import { expect, it } from "vitest";
import { imageTypeOf } from "#server/operations/core/image-type.ts";

it.each([
  ["a JPEG", [0xff, 0xd8, 0xff, 0xe0, 0], "image/jpeg"],
  ["a PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0], "image/png"],
  ["a WebP", [...Buffer.from("RIFF\0\0\0\0WEBPVP8 ")], "image/webp"],
  ["another RIFF", [...Buffer.from("RIFF\0\0\0\0WAVEfmt ")], null],
  ["a page", [...Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'>")], null],
  ["a beginning", [0xff, 0xd8], null],
  ["nothing", [], null],
])("knows %s by its first bytes", (_, bytes, type) => {
  expect(imageTypeOf(Uint8Array.from(bytes))).toBe(type);
});
