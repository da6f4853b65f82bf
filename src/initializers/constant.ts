import { real } from "../core/fields.js";
import { defineInitializer } from "./initializer.js";

/** The same value everywhere. For weights this keeps all units of a layer alike for ever; it is meant for biases. */
export const constantInitializer = defineInitializer({
  kind: "constant",
  summary: "One value everywhere",
  fields: { value: real({ help: "the value" }) },
  sampler:
    ({ value }) =>
    () =>
      value,
});

/** 0 everywhere, as biases start. */
export const zerosInitializer = defineInitializer({
  kind: "zeros",
  summary: "0 everywhere",
  fields: {},
  sampler: () => () => 0,
});
