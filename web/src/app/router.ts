// Which page is shown, and with what: "#/playground?data=spiral". The address is the whole state that a link carries.
import { signal } from "@preact/signals";

export const PAGES = ["playground", "digits", "backprop", "experiments", "runs"] as const;
export type Page = (typeof PAGES)[number];

/** How a page is presented, whatever it shows: it stays in the address while the rest of it changes. */
export interface Framing {
  /** The lesson that is open; empty for none. */
  readonly lesson: string;
  /** Names of controls that are not shown. */
  readonly hide: readonly string[];
}

export interface Route {
  readonly page: Page;
  /** What follows the question mark, without what `Framing` has of it. */
  readonly query: string;
  readonly framing: Framing;
  /** A hash that is none of ours, for a page to make something of. */
  readonly foreign: string;
}

const PLAIN: Framing = { lesson: "", hide: [] };

function read(hash: string): Route {
  if (/^#[^/]/.test(hash)) return { page: "playground", query: "", framing: PLAIN, foreign: hash.slice(1) };
  const [path, query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const parameters = new URLSearchParams(query);
  const names = (key: string) => parameters.get(key)?.match(/[\w-]+/g) ?? [];
  return {
    page: PAGES.find((page) => page === path) ?? "playground",
    query: query
      .split("&")
      .filter((part) => !/^(lesson|hide)=/.test(part))
      .join("&"),
    framing: { lesson: names("lesson")[0] ?? "", hide: names("hide") },
    foreign: "",
  };
}

/** The page that is shown. Changes by links, by back and forward, and by `setQuery`. */
export const route = signal(read(location.hash));

const follow = () => {
  const next = read(location.hash);
  if (JSON.stringify(next) !== JSON.stringify(route.value)) route.value = next;
};
addEventListener("popstate", follow);
addEventListener("hashchange", follow);

export const hrefOf = (page: Page, query = "", { lesson, hide }: Framing = PLAIN): string => {
  const parts = [lesson && `lesson=${lesson}`, hide.length > 0 && `hide=${hide.join(",")}`, query];
  const all = parts.filter(Boolean).join("&");
  return `#/${page}${all === "" ? "" : `?${all}`}`;
};

/** Writes a page's state into the address.
 *  @param replace as a correction of the last entry of the history, not a new one */
export function setQuery(query: string, { replace = false } = {}): void {
  if (query !== route.value.query) move({ ...route.value, query, foreign: "" }, replace);
}

/** Opens or closes a lesson, shows or hides controls. */
export function setFraming(changes: Partial<Framing>): void {
  move({ ...route.value, framing: { ...route.value.framing, ...changes } }, false);
}

function move(next: Route, replace: boolean): void {
  const { page, query, framing } = next;
  history[replace ? "replaceState" : "pushState"](null, "", hrefOf(page, query, framing));
  route.value = next;
}
