// Writes recipes/recipe.schema.json, by which editors complete and check recipes, from the library's own registries.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { recipeSchema } from "chainrule";

const output = fileURLToPath(new URL("../recipes/recipe.schema.json", import.meta.url));
writeFileSync(output, `${JSON.stringify(recipeSchema(), null, 2)}\n`);
