// Controls that a teacher may hide by the address (`hide=noise,layers`), so that a lesson shows only what it is about. A
// hidden control is hidden from everyone, those who use a screen reader included.
import { effect } from "@preact/signals";
import { route } from "../../app/router.ts";

const field = (...testids: string[]) =>
  testids.map((id) => `.playground .field:has([data-testid="${id}"])`).join();
const button = (...testids: string[]) => testids.map((id) => `.playground [data-testid="${id}"]`).join();

/** What each name hides: selectors. */
export const HIDEABLE = {
  nav: ".header nav",
  speed: field("speed"),
  step: button("step"),
  reset: button("reset"),
  newWeights: button("new-weights"),
  lessons: button("open-lessons"),
  link: button("open-class-link"),
  export: ".playground .export",
  learningRate: field("learning-rate"),
  activation: field("activation"),
  regularization: field("regularization", "regularization-rate"),
  optimizer: field("optimizer"),
  initializer: field("initializer"),
  loss: field("loss"),
  stop: ".playground .stop-rules",
  data: `.playground .data-kinds, .playground .tabs:has([data-testid^="problem-"])`,
  noise: field("noise"),
  trainShare: field("train-share"),
  batchSize: field("batch-size"),
  samples: field("samples"),
  regenerate: button("regenerate"),
  features: `.playground .diagram-feature[aria-pressed="false"], .playground .own-feature`,
  layers: `.playground .diagram-heads, ${button("add-layer", "remove-layer")}`,
  views: `.playground .tabs:has([data-testid^="view-"])`,
  showTest: `.playground .switch:has([data-testid="show-test"])`,
  discretize: `.playground .switch:has([data-testid="discretize"])`,
} as const;

export type Hideable = keyof typeof HIDEABLE;
export const HIDEABLE_NAMES = Object.keys(HIDEABLE) as Hideable[];

/** What of a hidden control has to stay in sight, and does not answer. */
const KEPT: Partial<Record<Hideable, string>> = { features: ".playground .diagram-feature" };

/** The rules that hide what is named; of unknown names, nothing. */
export const rulesOf = (names: readonly string[]): string =>
  HIDEABLE_NAMES.filter((name) => names.includes(name))
    .flatMap((name) => [
      `${HIDEABLE[name]} { display: none; }`,
      ...(name in KEPT ? [`${KEPT[name]} { pointer-events: none; }`] : []),
    ])
    .join("\n");

/** Hides what the address says until the function that it returns is called. */
export function followHiding(): () => void {
  // made by script, so that a strict content security policy does not mind
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const stop = effect(() => sheet.replaceSync(rulesOf(route.value.framing.hide)));
  return () => {
    stop();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
