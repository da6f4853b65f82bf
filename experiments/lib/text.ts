/** What a person reads, in both languages. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

/** A text, or one string that is the same in every language: a number, a formula, the name of a layer. */
export type Label = string | Text;

export type Language = keyof Text;

export const pick = (label: Label, language: Language): string =>
  typeof label === "string" ? label : label[language];

/** A formula as TeX, and as one reads it aloud or prints it where there is no TeX. */
export interface Formula {
  readonly tex: string;
  readonly plain: string;
}
