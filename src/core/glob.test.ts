import { expect, it } from "vitest";
import { matchesGlob } from "./glob.js";

it.each([
  ["0.dense.W", "0.dense.W", true],
  ["0.dense", "0.dense.W", false],
  ["0.*", "0.dense.W", true],
  ["0.*", "10.dense.W", false],
  ["*.W", "3.residual.0.conv2d.W", true],
  ["*.conv2d.*", "3.residual.0.conv2d.W", true],
  ["*.conv2d.*", "3.dense.W", false],
  ["*", "", true],
  ["", "", true],
  ["", "x", false],
  ["a*a", "a", false], // the two may not be the same
  ["a*b*b", "ab", false],
  ["a**b", "ab", true],
  ["*b*b", "abcb", true],
  ["a.c", "abc", false],
  ["(.*", "(x)", false],
])("%s and %s: %s", (pattern, text, expected) => expect(matchesGlob(pattern, text)).toBe(expected));
