import { expect, it } from "vitest";
import { backpropEn, backpropZh } from "./backprop.ts";
import { digitsEn } from "./digits-en.ts";
import { digitsZh } from "./digits-zh.ts";
import { en as shared } from "./en.ts";
import { experimentsEn, experimentsZh } from "./experiments.ts";
import { runsEn, runsZh } from "./runs.ts";
import { zh as sharedZh } from "./zh.ts";

const en = { ...shared, ...backpropEn, ...digitsEn, ...experimentsEn, ...runsEn };
const zh = { ...sharedZh, ...backpropZh, ...digitsZh, ...experimentsZh, ...runsZh };

const CJK = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/;
/** It names the other language in that language. */
const OWN_NAME = "app.language";

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
const keys = Object.keys(en) as (keyof typeof en)[];

it("says everything in both languages", () => {
  expect(Object.keys(zh).sort()).toEqual([...keys].sort());
  for (const key of keys) {
    expect(en[key], key).not.toBe("");
    expect(zh[key], key).not.toBe("");
    expect(placeholders(zh[key]), key).toEqual(placeholders(en[key]));
  }
});

it("says it in English in English, and in Chinese in Chinese", () => {
  const english = keys.filter((key) => key !== OWN_NAME && CJK.test(en[key]));
  expect(english).toEqual([]);
  // names, formulas and signs are the same in both
  const same = keys.filter((key) => zh[key] === en[key] && /[a-z]{2,}\s[a-z]{2,}/i.test(en[key]));
  expect(same).toEqual([]);
});
