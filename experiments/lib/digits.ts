import { choice, whole } from "./settings.js";

/** The settings that experiments on digits have in common. */
export const digitsSetting = choice({ en: "digits", zh: "数字图像" }, "mnist-10k", ["mnist-10k", "mnist"]);

export const epochsSetting = (fallback: number, most = 100) =>
  whole({ en: "epochs", zh: "训练轮数" }, fallback, 1, most);

/** A recipe with other data, epochs or the like. */
export const withFields = <R extends object, F extends object>(
  recipe: R,
  fields: F,
): Omit<R, keyof F> & F => ({
  ...recipe,
  ...fields,
});
