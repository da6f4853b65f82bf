import jsep from "jsep";
import { ExpressionError } from "./error.ts";

// jsep reads JavaScript's expressions; here are those of a pocket calculator. The power is not among its operators, for
// there a sign would bind closer than it: −x1^2 is −(x1^2), and 2^3^2 is 2^(3^2).
jsep.removeAllBinaryOps();
jsep.removeAllUnaryOps();
jsep.removeAllLiterals();
jsep.addBinaryOp("+", 9);
jsep.addBinaryOp("-", 9);
jsep.addBinaryOp("*", 10);
jsep.addBinaryOp("/", 10);
jsep.addBinaryOp("%", 10);
jsep.addUnaryOp("-");
jsep.addUnaryOp("+");

const starts = new WeakMap<object, number>();
const open = new WeakMap<object, number[]>();

jsep.hooks.add("gobble-token", function (env) {
  const begun = open.get(this) ?? [];
  open.set(this, begun);
  begun.push(this.index);
  if (/[\d.]/.test(this.char)) env.node = this.gobbleNumericLiteral();
});

jsep.hooks.add("after-token", function (env) {
  const start = open.get(this)?.pop() ?? 0;
  const base = env.node;
  if (!base) return;
  starts.set(base, start);
  this.gobbleSpaces();
  if (this.char !== "^") return;
  this.index++;
  const exponent = this.gobbleToken();
  if (!exponent) this.throwError("Expected a number after ^");
  env.node = { type: "BinaryExpression", operator: "^", left: base, right: exponent };
  starts.set(env.node, start);
});

/** Longer ones could nest too deeply for the stack. */
export const MOST_CHARACTERS = 200;

/** How many characters stand before a part of a parsed expression. */
export function startOf(node: jsep.Expression): number {
  const known = starts.get(node);
  if (known !== undefined) return known;
  const { left } = node as { left?: jsep.Expression };
  return left === undefined ? 0 : startOf(left);
}

/** Reads an expression into a tree, of which `compile` takes no more than it knows.
 *  Errors    ExpressionError */
export function parseSyntax(text: string): jsep.Expression {
  if (text.trim() === "") {
    throw new ExpressionError("empty", 0, {
      expected: "an expression such as sin(x1) + x2^2",
      got: "nothing",
      remedy: "Write one.",
    });
  }
  if (text.length > MOST_CHARACTERS) {
    throw new ExpressionError("too-long", MOST_CHARACTERS, {
      expected: `at most ${MOST_CHARACTERS} characters`,
      got: String(text.length),
      remedy: "Make it shorter.",
    });
  }
  let tree: jsep.Expression;
  try {
    tree = jsep(text);
  } catch (cause) {
    const { index, description } = cause as { index?: number; description?: string };
    throw new ExpressionError("syntax", Math.min(index ?? 0, text.length), {
      expected: "numbers, variables and functions, with operators between",
      got: description ?? String(cause),
      remedy: "Check the parentheses and what stands between the operators.",
    });
  }
  return tree;
}
