import type { Fields, JsonSchema } from "./fields.js";
import type { Definition, Registry } from "./registry.js";

/** The JSON Schema of an object with these fields. */
export function fieldsSchema(fields: Fields, extra: Record<string, JsonSchema> = {}): JsonSchema {
  const properties = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.schema]));
  return {
    type: "object",
    properties: { ...extra, ...properties },
    required: [...Object.keys(extra), ...requiredOf(fields)],
    additionalProperties: false,
  };
}

/** The names of the fields that must be given. */
export const requiredOf = (fields: Fields): readonly string[] =>
  Object.entries(fields)
    .filter(([, field]) => field.fallback === undefined && !("optional" in field))
    .map(([name]) => name);

/** The JSON Schema of one spec out of a registry: an object with its kind, or the kind alone where nothing else must be
 *  given. */
export function registrySchema(registry: Registry<Definition>): JsonSchema {
  const objects = registry.definitions.map(({ kind, summary, fields }) => ({
    title: kind,
    description: summary,
    ...fieldsSchema(fields, { kind: { const: kind } }),
  }));
  const bare = registry.definitions
    .filter(({ fields }) => requiredOf(fields).length === 0)
    .map(({ kind }) => kind);
  return { anyOf: bare.length === 0 ? objects : [...objects, { enum: bare }] };
}
