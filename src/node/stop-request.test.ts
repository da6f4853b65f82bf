import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { Stop } from "./stop-request.js";
import { createStudy, openStudy, requestStop, type StudyFolder } from "./study-folder.js";

const root = mkdtempSync(join(tmpdir(), "chainrule-stop-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A study with two trials, of which the first has ended. */
function begin(name: string): StudyFolder {
  const folder = createStudy(join(root, name), {
    version: "0.1.0",
    study: {},
    recipe: {},
    data: { spec: "iris", digest: "0".repeat(64) },
  });
  for (const number of [1, 2]) folder.append({ type: "trial", number, values: {} });
  folder.append({ type: "end", number: 1, state: "pruned" });
  return folder;
}
const stopsOf = (folder: StudyFolder): Stop[] => {
  const stops: Stop[] = [];
  folder.answerStops((what) => stops.push(what));
  return stops;
};
const left = (folder: StudyFolder) => readdirSync(folder.dir).filter((name) => name.startsWith("stop"));

it("a stop reaches the process that holds the study, once", () => {
  const folder = begin("once");
  expect(stopsOf(folder)).toEqual([]);
  requestStop(folder.dir, 2);
  requestStop(folder.dir, 2);
  requestStop(folder.dir, "study");
  expect(stopsOf(folder).sort()).toEqual([2, "study"]);
  expect([stopsOf(folder), left(folder)]).toEqual([[], []]);
  folder.close();
});

it("what is no request is left alone", () => {
  const folder = begin("strange");
  const names = ["stop.0", "stop.2.txt", "stop.all", "stops.2"];
  for (const name of names) writeFileSync(join(folder.dir, name), "");
  expect(stopsOf(folder)).toEqual([]);
  expect(left(folder).sort()).toEqual(names);
  folder.close();
});

it("is not forgotten before it is answered: that of a trial outlives a process, that of the study is meant for one", () => {
  const folder = begin("killed");
  for (const what of [2, "study"] as const) requestStop(folder.dir, what);
  expect(() =>
    folder.answerStops(() => {
      throw new Error("killed");
    }),
  ).toThrow("killed");
  folder.close();
  const again = openStudy(folder.dir);
  expect(stopsOf(again)).toEqual([2]);
  again.close();
});

it("is refused where nobody would hear it", () => {
  const folder = begin("refused");
  const refused = (what: Stop, dir = folder.dir) => {
    try {
      requestStop(dir, what);
    } catch (error) {
      return error;
    }
    return undefined;
  };
  expect(refused(1)).toMatchObject({ code: "E_RUN", got: "trial 1 is pruned" });
  expect(refused(3)).toMatchObject({ code: "E_RUN", got: "no trial 3" });
  folder.close();
  expect(refused(2)).toMatchObject({ code: "E_RUN", got: "none is" });
  expect(refused("study")).toMatchObject({ code: "E_RUN", got: "none is" });
  mkdirSync(join(root, "empty"));
  expect(refused("study", join(root, "empty"))).toMatchObject({ code: "E_RUN" });
  expect(left(folder)).toEqual([]);
});
