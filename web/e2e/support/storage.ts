// What a page has put into the browser's storage.
import type { Page } from "playwright-core";

/** Runs a request on the store in which pages keep things. */
const ask = (page: Page, what: "get" | "clear", key = ""): Promise<unknown> =>
  page.evaluate(
    ([what, key]) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("keyval-store");
        opening.onerror = reject;
        opening.onsuccess = () => {
          const transaction = opening.result.transaction("keyval", "readwrite");
          const store = transaction.objectStore("keyval");
          const request = what === "get" ? store.get(key) : store.clear();
          transaction.oncomplete = () => {
            opening.result.close();
            resolve(what === "get" ? request.result !== undefined : true);
          };
        };
      }),
    [what, key] as const,
  );

/** Until there is something under a key. */
export async function stored(page: Page, key: string): Promise<void> {
  while (!(await ask(page, "get", key))) await page.waitForTimeout(30);
}

/** Forgets everything. Not on a page of the app: that might put things back. */
export const forgetAll = (page: Page): Promise<unknown> => ask(page, "clear");
