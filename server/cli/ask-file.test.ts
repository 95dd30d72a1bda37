import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AnswerPart, Question } from "#server/ask/schema.ts";
import { askFile } from "#server/cli/ask-file.ts";
import { AppError } from "#server/lib/errors.ts";
import type { Scope } from "#server/lib/scope.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ask-file-"));
});
afterAll(() => rm(folder, { recursive: true }));

const DONE: AnswerPart = {
  type: "done",
  asOf: "2026-11-23T10:30:00.000Z",
  rowCount: 1,
  tookMs: 1,
  keptAt: null,
};
const ROWS: AnswerPart = {
  type: "rows",
  title: "routes",
  columns: [{ key: "name", label: "Name", type: "text" }],
  rows: [{ id: 7, name: "R-9" }, { key: "glass" }, { name: "R-17" }],
  total: 3,
  view: "table",
};

const answering = async (text: string) => {
  const path = join(folder, "questions.jsonl");
  await writeFile(path, text);
  const asked: { question: Question; role: string; now: string | undefined }[] = [];
  const printed: Record<string, unknown>[] = [];
  const faults: string[] = [];
  const code = await askFile(path, {
    ask: {
      async *ask(scope, question, now) {
        asked.push({ question, role: scope.role, now });
        if (question.text === "fail") throw new AppError("NOT_FOUND", "I do not know where Mars is");
        if (question.text === "no")
          yield { type: "refusal", reason: "change", text: "Never.", suggestions: [], without: null };
        else yield ROWS;
        yield DONE;
      },
    },
    now: "2026-11-23T10:30:00.000Z",
    scopeOf: async (role): Promise<Scope> => ({
      ...{
        organisationId: 1,
        userId: "shell",
        userName: "shell",
        role,
        depotIds: null,
        driverId: null,
        isOperator: true,
      },
    }),
    print: async (line) => void printed.push(JSON.parse(line)),
    fault: (line) => void faults.push(line),
  });
  return { code, asked, printed, faults };
};

describe("a file of questions", () => {
  it("is answered line by line: the last turn, with those before it as context", async () => {
    const { code, asked, printed, faults } = await answering(
      '{"id":"Q1","turns":["late routes","and last month?"],"role":"manager"}\n\n{"id":2,"turns":["no"],"role":"dispatcher"}\n',
    );
    expect([code, faults]).toEqual([0, []]);
    expect(asked.map(({ question, role }) => [question.text, question.turns, role])).toEqual([
      ["and last month?", ["late routes"], "manager"],
      ["no", [], "dispatcher"],
    ]);
    expect(printed[0]).toMatchObject({ id: "Q1", plan: null, rowIds: [7, "glass", "R-17"], refusal: null });
    expect(printed[1]).toMatchObject({ id: 2, rows: [], refusal: { reason: "change", text: "Never." } });
  });

  it("names bad lines by their number, answers the others, and ends with 1", async () => {
    const { code, printed, faults } = await answering(
      'nonsense\n{"id":1,"turns":[],"role":"manager"}\n{"id":2,"turns":["a"],"role":"driver"}\n{"id":3,"turns":["fail"],"role":"admin"}\n{"id":4,"turns":["late"],"role":"admin"}\n',
    );
    expect(code).toBe(1);
    expect(faults.map((fault) => fault.replace(/^.*jsonl:/, ""))).toEqual([
      "1: found no JSON, expected an object {id, turns, role}",
      expect.stringMatching(/^2: turns: /),
      expect.stringMatching(/^3: role: /),
      "4: question 3: I do not know where Mars is",
    ]);
    expect(printed.map(({ id }) => id)).toEqual([3, 4]);
  });

  it("says so where there is no such file", async () => {
    const missing = askFile(join(folder, "none.jsonl"), {
      ask: { async *ask() {} },
      now: undefined,
      scopeOf: () => Promise.reject(new Error("never asked")),
      print: async () => undefined,
      fault: () => undefined,
    });
    await expect(missing).rejects.toThrow(/found no readable file .*none\.jsonl/);
  });
});
