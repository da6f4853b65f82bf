// What a person has chosen for the whole app; kept in this browser.
import { effect, type Signal, signal } from "@preact/signals";

export type Language = "en" | "zh";
export type Theme = "auto" | "light" | "dark";

/** A signal that the browser remembers, if it may. */
function kept<T extends string>(name: string, choices: readonly T[], fallback: T): Signal<T> {
  const key = `chainrule.${name}`;
  let stored: string | null = null;
  try {
    stored = localStorage.getItem(key);
  } catch {} // storage may be forbidden: then it lasts as long as the page
  const value = signal<T>(choices.find((choice) => choice === stored) ?? fallback);
  effect(() => {
    const now = value.value;
    try {
      localStorage.setItem(key, now);
    } catch {}
  });
  return value;
}

export const settings = {
  language: kept<Language>("language", ["en", "zh"], navigator.language.startsWith("zh") ? "zh" : "en"),
  theme: kept<Theme>("theme", ["auto", "light", "dark"], "auto"),
};

/** Whether it is dark now, also when that follows the system. */
export const dark = signal(false);

const system = matchMedia("(prefers-color-scheme: dark)");
const systemDark = signal(system.matches);
system.addEventListener("change", () => {
  systemDark.value = system.matches;
});

effect(() => {
  const theme = settings.theme.value;
  dark.value = theme === "dark" || (theme === "auto" && systemDark.value);
  document.documentElement.dataset.theme = dark.value ? "dark" : "light";
  document.documentElement.lang = settings.language.value === "zh" ? "zh-Hans" : "en";
});
