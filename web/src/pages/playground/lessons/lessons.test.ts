import { build, evaluate, optimizerFrom, parseRecipe, train } from "chainrule";
import { builtInData } from "chainrule/data";
import { describe, expect, it } from "vitest";
import { parsePlayground } from "../../../config/playground.ts";
import { toRecipe } from "../../../config/recipe.ts";
import { en } from "../../../i18n/en.ts";
import { LESSONS, type Moment, type Task } from "./lessons.ts";

/** Trains what a task sets up until its check holds. */
async function epochsUntilDone({ setup, check }: Task, most: number): Promise<number | undefined> {
  const config = parsePlayground(setup);
  const recipe = parseRecipe(toRecipe(config, most), "lesson");
  const data = builtInData(recipe.data as string);
  const { seed, loss, epochs, batchSize } = recipe;
  const model = await build(recipe.model, { seed });
  const scores = (part = data.train) => evaluate(model, part, { loss });
  const moment = (epoch: number): Moment => ({ config, epoch, train: scores(), test: scores(data.test) });
  if (check(moment(0))) return 0;
  const optimizer = optimizerFrom(recipe.optimizer);
  for (const event of train(model, { loss, epochs, batchSize, optimizer, train: data.train })) {
    if (event.type === "epoch" && event.epoch % 10 === 0 && check(moment(event.epoch))) return event.epoch;
  }
  return undefined;
}

describe("the lessons", () => {
  for (const { id, tasks } of LESSONS)
    for (const task of tasks)
      it(`${id}, ${task.id}: is done by training what it sets up, and not before`, async () => {
        const epochs = await epochsUntilDone(task, 1500);
        expect(epochs).toBeGreaterThan(0);
        if (process.env.SHOW) console.log(id, task.id, epochs);
      });

  it("have their texts", () => {
    for (const { id, tasks } of LESSONS) {
      const wanted = [`lesson.${id}`, `lesson.${id}.goal`];
      for (const task of tasks) wanted.push(`lesson.${id}.${task.id}`, `lesson.${id}.${task.id}.hint`);
      for (const key of wanted) expect(en).toHaveProperty([key]);
    }
  });
});
