// Keeps the whole app in the browser after the first visit, so that it opens without a network. A newer version is
// fetched in the background; it takes over when one says so, or when all its pages have been closed.
import { t } from "../i18n/index.ts";
import { showToast } from "./toasts.tsx";

function offer(waiting: ServiceWorker): void {
  const run = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload());
    waiting.postMessage({ type: "SKIP_WAITING" });
  };
  showToast({ text: t("app.newVersion"), action: { label: t("app.reload"), run } });
}

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register(new URL("sw.js", document.baseURI));
  // without one before it, the first version is no news
  const isNews = () => registration.waiting !== null && navigator.serviceWorker.controller !== null;
  if (isNews()) offer(registration.waiting!);
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", () => {
      if (isNews()) offer(registration.waiting!);
    });
  });
}

/** Once the page has loaded. A browser may forbid it; then the page works as long as there is a network. */
export function keepOffline(): void {
  if (import.meta.env.PROD && "serviceWorker" in navigator)
    addEventListener("load", () => void register().catch(() => undefined));
}
