// The shell: header, the page that the address names, help, messages.
import { effect } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../i18n/index.ts";
import { Header } from "./header.tsx";
import { Help, helpOpen } from "./help.tsx";
import { type Page, route } from "./router.ts";
import { listen } from "./shortcuts.ts";
import { Toasts } from "./toasts.tsx";

/** Pages are fetched when they are first shown. */
const LOAD: Partial<Record<Page, () => Promise<{ default: ComponentType }>>> = {
  playground: () => import("../pages/playground/index.tsx"),
  digits: () => import("../pages/digits/index.tsx"),
  backprop: () => import("../pages/backprop/index.tsx"),
  experiments: () => import("../pages/experiments/index.tsx"),
  runs: () => import("../pages/runs/index.tsx"),
};

const loaded = new Map<Page, ComponentType>();

function Shown({ page }: { page: Page }) {
  const [, again] = useState(0);
  useEffect(() => {
    if (!loaded.has(page))
      void LOAD[page]?.().then((module) => {
        loaded.set(page, module.default);
        again((n) => n + 1);
      });
  }, [page]);
  const Component = loaded.get(page);
  if (Component !== undefined) return <Component />;
  return LOAD[page] === undefined ? <p class="soon">{t("app.soon")}</p> : null;
}

effect(() => {
  document.title = `${t(`page.${route.value.page}`)} · Chainrule`;
});

export function App() {
  const { page } = route.value;
  useEffect(
    () =>
      listen({
        "?": () => {
          helpOpen.value = true;
        },
      }),
    [],
  );
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        {t("app.skip")}
      </button>
      <Header />
      <main id="main" tabIndex={-1}>
        <h1 class="visually-hidden">{t(`page.${page}`)}</h1>
        <Shown key={page} page={page} />
      </main>
      <Help />
      <Toasts />
    </>
  );
}
