import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contextBytes, fitModel } from "#server/llm/core/fit.ts";
import type { ModelFile } from "#server/llm/schema.ts";

const GB = 1e9;
const LLAMA: ModelFile = {
  file: "llama.gguf",
  name: "Llama 3.1 8B",
  architecture: "llama",
  quant: "Q8_0",
  bytes: 8.54 * GB,
  layers: 32,
  width: 4_096,
  vocabulary: 128_256,
  trainedTokens: 131_072,
  keyValueWidth: 2_048,
  isGenerated: false,
};
const WANTED = { contextTokens: 8_192, sequences: 8 };
const gpu = (freeGb: number) => ({ name: "a GPU", freeBytes: freeGb * GB });

describe("the fit of a model", () => {
  it("reckons the memory of a context as llama.cpp takes it: 8.6 GB for eight texts of 8,192 tokens", () => {
    expect(contextBytes(LLAMA, WANTED) / GB).toBeCloseTo(8.59, 2);
  });

  it.each([
    {
      machine: { memoryBytes: 128 * GB, gpu: gpu(80) },
      fit: { contextTokens: 8_192, sequences: 8, gpuLayers: 33 },
    },
    {
      machine: { memoryBytes: 64 * GB, gpu: gpu(16) },
      fit: { contextTokens: 8_192, sequences: 4, gpuLayers: 33 },
    },
    {
      machine: { memoryBytes: 64 * GB, gpu: gpu(12) },
      fit: { contextTokens: 8_192, sequences: 1, gpuLayers: 33 },
    },
    {
      machine: { memoryBytes: 64 * GB, gpu: gpu(8) },
      fit: { contextTokens: 8_192, sequences: 8, gpuLayers: 12 },
    },
    {
      machine: { memoryBytes: 64 * GB, gpu: null },
      fit: { contextTokens: 8_192, sequences: 8, gpuLayers: 0 },
    },
    {
      machine: { memoryBytes: 16 * GB, gpu: null },
      fit: { contextTokens: 8_192, sequences: 4, gpuLayers: 0 },
    },
    {
      machine: { memoryBytes: 10.8 * GB, gpu: null },
      fit: { contextTokens: 4_096, sequences: 1, gpuLayers: 0 },
    },
  ])("picks $fit for $machine", ({ machine, fit }) => {
    expect(fitModel(LLAMA, machine, WANTED)).toMatchObject(fit);
  });

  it("refuses a machine that is too small, with what it found and what it needs", () => {
    expect(() => fitModel(LLAMA, { memoryBytes: 8 * GB, gpu: gpu(4) }, WANTED)).not.toThrow();
    expect(() => fitModel(LLAMA, { memoryBytes: 4 * GB, gpu: gpu(2) }, WANTED)).toThrow(
      /^Llama 3\.1 8B \(Q8_0\): found 4\.0 GB of free memory and 2\.0 GB on a GPU, expected 1\d\.\d GB for one text of 2048 tokens: take a smaller quantization/,
    );
  });

  it("never takes more than there is, never asks for more than was wanted, and more memory never makes it less", () => {
    const size = fc.double({ min: 0, max: 40, noNaN: true });
    const attempt = (memoryGb: number, gpuGb: number) => {
      try {
        return fitModel(LLAMA, { memoryBytes: memoryGb * GB, gpu: gpu(gpuGb) }, WANTED);
      } catch {
        return null;
      }
    };
    fc.assert(
      fc.property(size, size, size, (memoryGb, gpuGb, more) => {
        const fit = attempt(memoryGb, gpuGb);
        const larger = attempt(memoryGb + more, gpuGb);
        if (fit === null) return;
        expect(fit.memoryBytes).toBeLessThanOrEqual(memoryGb * GB);
        expect(fit.gpuBytes).toBeLessThanOrEqual(gpuGb * GB);
        expect(fit.contextTokens).toBeLessThanOrEqual(WANTED.contextTokens);
        expect(fit.sequences).toBeLessThanOrEqual(WANTED.sequences);
        expect(larger).not.toBeNull();
        expect(larger?.contextTokens).toBeGreaterThanOrEqual(fit.contextTokens);
      }),
    );
  });
});
