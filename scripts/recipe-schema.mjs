// Writes recipes/recipe.schema.json and recipes/study.schema.json, by which editors complete and check recipes and studies,
// from the library's own registries.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { recipeSchema } from "chainrule";
import { studySchema } from "chainrule/tune";

const schemas = { recipe: recipeSchema(), study: studySchema() };
for (const [name, schema] of Object.entries(schemas)) {
  const output = fileURLToPath(new URL(`../recipes/${name}.schema.json`, import.meta.url));
  writeFileSync(output, `${JSON.stringify(schema, null, 2)}\n`);
}
