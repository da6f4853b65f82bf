import { list, object, optional, text, type Values } from "../core/fields.js";

export const startFields = {
  from: text({
    help: "another recipe, which is trained first, by name or file; or a run's folder or a model file",
  }),
  layers: list(
    text({ help: 'a layer or parameter, or with * for any part of its name: "0.*", "*.conv2d"' }),
    {
      help: "which layers' weights and running statistics are taken over; the others start as they would",
      least: 1,
    },
  ),
};

/** Where some of a run's first weights come from, instead of from initializers. */
export type RunStart = Values<typeof startFields>;

export const start = optional(
  object(startFields, { help: "what of another model the run starts from", definition: "start" }),
);
