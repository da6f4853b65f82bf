// Which page is shown, and with what: "#/playground?data=spiral". The address is the whole state that a link carries.
import { signal } from "@preact/signals";

export const PAGES = ["playground", "digits", "backprop", "experiments", "runs"] as const;
export type Page = (typeof PAGES)[number];

export interface Route {
  readonly page: Page;
  /** What follows the question mark. */
  readonly query: string;
  /** A hash that is none of ours, for a page to make something of. */
  readonly foreign: string;
}

function read(hash: string): Route {
  if (/^#[^/]/.test(hash)) return { page: "playground", query: "", foreign: hash.slice(1) };
  const [path, query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  return { page: PAGES.find((page) => page === path) ?? "playground", query, foreign: "" };
}

/** The page that is shown. Changes by links, by back and forward, and by `setQuery`. */
export const route = signal(read(location.hash));

const follow = () => {
  const next = read(location.hash);
  const { page, query, foreign } = route.value;
  if (next.page !== page || next.query !== query || next.foreign !== foreign) route.value = next;
};
addEventListener("popstate", follow);
addEventListener("hashchange", follow);

export const hrefOf = (page: Page, query = ""): string => `#/${page}${query === "" ? "" : `?${query}`}`;

/** Writes a page's state into the address.
 *  @param replace as a correction of the last entry of the history, not a new one */
export function setQuery(query: string, { replace = false } = {}): void {
  const { page, query: before, foreign } = route.peek();
  if (query === before && foreign === "") return;
  history[replace ? "replaceState" : "pushState"](null, "", hrefOf(page, query));
  route.value = { page, query, foreign: "" };
}
