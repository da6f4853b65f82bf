// Which page is shown, and with what: "#/playground?data=spiral". The address is the whole state that a link carries.
import { signal } from "@preact/signals";

export const PAGES = ["playground", "digits", "backprop", "experiments", "runs"] as const;
export type Page = (typeof PAGES)[number];

export interface Route {
  readonly page: Page;
  /** What follows the question mark. */
  readonly query: string;
}

function read(hash: string): Route {
  const [path, query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  return { page: PAGES.find((page) => page === path) ?? "playground", query };
}

/** The page that is shown. Changes by links, by back and forward, and by `setQuery`. */
export const route = signal(read(location.hash));

const follow = () => {
  const next = read(location.hash);
  if (next.page !== route.value.page || next.query !== route.value.query) route.value = next;
};
addEventListener("popstate", follow);
addEventListener("hashchange", follow);

export const hrefOf = (page: Page, query = ""): string => `#/${page}${query === "" ? "" : `?${query}`}`;

/** Writes a page's state into the address.
 *  @param replace as a correction of the last entry of the history, not a new one */
export function setQuery(query: string, { replace = false } = {}): void {
  if (query === route.value.query) return;
  const { page } = route.value;
  history[replace ? "replaceState" : "pushState"](null, "", hrefOf(page, query));
  route.value = { page, query };
}
