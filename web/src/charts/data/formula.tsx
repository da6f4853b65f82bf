// A formula as MathML, which browsers draw by themselves; a screen reader is given how one reads it aloud.
import { useLayoutEffect, useRef } from "preact/hooks";
import temml from "temml";
import type { Formula } from "../../../../experiments/index.js";

export function FormulaView({
  formula: { tex, plain },
  display = false,
}: {
  formula: Formula;
  display?: boolean;
}) {
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    temml.render(tex, place.current!, { displayMode: display, annotate: false, throwOnError: false });
  }, [tex, display]);
  return (
    <span class={display ? "formula display" : "formula"} role="math" aria-label={plain}>
      <span ref={place} aria-hidden="true" />
    </span>
  );
}
