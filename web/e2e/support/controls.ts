import type { Page } from "playwright-core";

/** What one can press, set or follow on a page, where it is, and how large. A box or a slider within its label is as large
 *  as that; a link in a sentence is part of it. */
export interface Control {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}

export const controlsOf = (page: Page): Promise<Control[]> =>
  page.evaluate(() => {
    const wanted =
      "a[href], button, input, select, textarea, summary, [role=slider], [role=tab], [tabindex='0']";
    return [...document.querySelectorAll<HTMLElement>(wanted)]
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        const inSentence = element.matches("p a");
        const disabled = element.matches(":disabled, [aria-disabled=true]");
        // what is in closed details has a place, though one cannot see it
        return (
          width > 0 &&
          height > 0 &&
          element.checkVisibility() &&
          !disabled &&
          !inSentence &&
          !element.closest(".skip, [inert]")
        );
      })
      .map((element) => {
        const own = element.getBoundingClientRect();
        const around = element.closest("label")?.getBoundingClientRect() ?? own;
        // a small one may answer around itself, by a pseudo-element
        const beyond = getComputedStyle(element, "::after");
        const reach = (side: string) => (beyond.position === "absolute" ? -Number.parseFloat(side) || 0 : 0);
        return {
          name:
            element.dataset.testid ?? element.getAttribute("aria-label") ?? element.outerHTML.slice(0, 80),
          width: Math.round(Math.max(own.width + reach(beyond.left) + reach(beyond.right), around.width)),
          height: Math.round(Math.max(own.height + reach(beyond.top) + reach(beyond.bottom), around.height)),
        };
      });
  });
