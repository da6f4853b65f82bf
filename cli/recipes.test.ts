import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { recipeSchema } from "chainrule";
import { describe, expect, it } from "vitest";
import { Failure } from "./errors.js";
import { findRecipe, recipeNames } from "./recipes.js";
import { temporaryFolder } from "./testing/cli.js";

const folder = new URL("../recipes/", import.meta.url);
const textOf = (name: string) => readFileSync(new URL(name, folder), "utf8");

describe("the recipes of the package", () => {
  it("are all there, the schemas apart", () => {
    const schemas = ["recipe.schema.json", "study.schema.json"];
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(schemas));
    expect(recipeNames().length).toBe(readdirSync(folder).length - schemas.length);
    expect(recipeNames()).toContain("digits");
  });

  it.each(recipeNames())("%s is valid and says what it is", (name) => {
    const { recipe, json } = findRecipe(name);
    expect(json.$schema).toBe("./recipe.schema.json");
    expect(recipe.title).toMatch(/\S/);
    expect(recipe.about).toMatch(/\.$/);
  });

  it("have a schema that fits the library (npm run recipe-schema writes it anew)", () => {
    expect(JSON.parse(textOf("recipe.schema.json"))).toEqual(JSON.parse(JSON.stringify(recipeSchema())));
  });
});

describe("a recipe file", () => {
  const own = temporaryFolder();
  const write = (name: string, text: string): string => {
    writeFileSync(join(own, name), text);
    return join(own, name);
  };

  it("is read by its path", () => {
    const path = write("mine.json", textOf("iris-sigmoid-20-20.json"));
    expect(findRecipe(path).name).toBe("mine");
    expect(findRecipe(path).recipe).toEqual(findRecipe("iris-sigmoid-20-20").recipe);
  });

  it.each([
    ["{", "E_FORMAT"],
    ["[]", "E_FIELD"],
    ['{ "model": {} }', "E_FIELD"],
    [textOf("iris-sigmoid-20-20.json").replace('"units": 20', '"units": -20'), "E_FIELD"],
  ])("with a mistake is a bad file: %.20j", (text, code) => {
    const path = write("bad.json", text);
    const failure = (() => {
      try {
        return findRecipe(path);
      } catch (error) {
        return error as Failure;
      }
    })() as Failure;
    expect(failure).toBeInstanceOf(Failure);
    expect([failure.exitCode, (failure.error as { code: string }).code]).toEqual([3, code]);
  });
});
