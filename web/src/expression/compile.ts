import type jsep from "jsep";
import { ExpressionError } from "./error.ts";
import { FUNCTIONS, OPERATORS } from "./functions.ts";
import { parseSyntax, startOf } from "./syntax.ts";

/** The value of an expression at a point; NaN or ±∞ where it has none. */
export type Compiled = (first: number, second?: number) => number;

const PLANE = ["x1", "x2"];

/** Compiles an expression such as `sin(x1) + x2^2` to a closure. No text is ever run: what is not a number, a variable, one
 *  of the operators + − * / % ^ or a call of a known function is refused.
 *  `^` binds closest and to the right; `%` has the sign of what is divided, as in JavaScript.
 *  @param variables the names it may use, at most two, in the order of the closure's parameters
 *  Errors    ExpressionError, with the place
 *
 *  @example
 *  compile("x1^2 - x2")(3, 1) // 8
 *  compile("sin(x)", ["x"])(0) // 0 */
export function compile(text: string, variables: readonly string[] = PLANE): Compiled {
  return closureOf(parseSyntax(text), variables) as Compiled;
}

type Closure = (first: number, second: number) => number;

function closureOf(node: jsep.Expression, variables: readonly string[]): Closure {
  const { type } = node;
  const { value } = node;
  if (type === "Literal" && typeof value === "number") {
    return () => value;
  }
  if (type === "Identifier") return variableOf(node as jsep.Identifier, variables);
  if (type === "UnaryExpression") {
    const { operator, argument } = node as jsep.UnaryExpression;
    const inner = closureOf(argument, variables);
    return operator === "-" ? (a, b) => -inner(a, b) : inner;
  }
  if (type === "BinaryExpression") {
    const { operator, left, right } = node as jsep.BinaryExpression;
    const apply = OPERATORS.get(operator);
    if (apply !== undefined) {
      const [first, second] = [closureOf(left, variables), closureOf(right, variables)];
      return (a, b) => apply(first(a, b), second(a, b));
    }
  }
  if (type === "CallExpression") return callOf(node as jsep.CallExpression, variables);
  return refuse(node, variables);
}

function variableOf(node: jsep.Identifier, variables: readonly string[]): Closure {
  const index = variables.indexOf(node.name);
  if (index >= 0) return index === 0 ? (a) => a : (_, b) => b;
  const known = FUNCTIONS.has(node.name);
  throw new ExpressionError("unknown-name", startOf(node), {
    expected: known ? `${node.name}( … )` : `a variable: ${variables.join(", ")}`,
    got: JSON.stringify(node.name),
    remedy: known ? "Put what it is a function of in parentheses." : "Check the spelling.",
  });
}

function callOf(node: jsep.CallExpression, variables: readonly string[]): Closure {
  const { callee } = node;
  if (callee.type !== "Identifier") return refuse(node, variables);
  const name = (callee as jsep.Identifier).name;
  const known = FUNCTIONS.get(name);
  if (known === undefined) {
    throw new ExpressionError("unknown-function", startOf(node), {
      expected: `one of the functions ${[...FUNCTIONS.keys()].join(", ")}`,
      got: JSON.stringify(name),
      remedy: "Check the spelling, or put * before the parenthesis to multiply.",
    });
  }
  const { least, most, apply } = known;
  const given = node.arguments;
  if (given.length < least || given.length > most || given.some((argument) => !argument)) {
    throw new ExpressionError("argument-count", startOf(node), {
      expected: `${name} of ${least === most ? "one number" : `${least} to ${most} numbers`}`,
      got: String(given.filter(Boolean).length),
      remedy: "Separate several by commas.",
    });
  }
  const inner = given.map((argument) => closureOf(argument, variables));
  const [first, second] = inner;
  if (inner.length === 1) return (a, b) => apply(first(a, b));
  if (inner.length === 2) return (a, b) => apply(first(a, b), second(a, b));
  return (a, b) => apply(...inner.map((closure) => closure(a, b)));
}

function refuse(node: jsep.Expression, variables: readonly string[]): never {
  const several = node.type === "Compound" || node.type === "SequenceExpression";
  const parts = (several ? (node.body ?? node.expressions) : []) as jsep.Expression[];
  throw new ExpressionError("not-allowed", startOf(parts[1] ?? node), {
    expected: `numbers, ${variables.join(", ")}, + - * / % ^ and calls of functions`,
    got: several ? "several expressions" : String(node.type),
    remedy: several ? "Put an operator between them." : "Leave it out.",
  });
}
