// The bar at the top: name, pages, language, theme, help.
import { t } from "../i18n/index.ts";
import { Button } from "../ui/button.tsx";
import { helpOpen } from "./help.tsx";
import { hrefOf, PAGES, route } from "./router.ts";
import { settings, type Theme } from "./settings.ts";
import "./header.css";

const THEMES: Record<Theme, { next: Theme; sign: string }> = {
  auto: { next: "light", sign: "◐" },
  light: { next: "dark", sign: "☀" },
  dark: { next: "auto", sign: "☾" },
};

export function Header() {
  const theme = settings.theme.value;
  const { next, sign } = THEMES[theme];
  return (
    <header class="header">
      <a class="brand" href={hrefOf("playground")}>
        <img src="./icon.svg" alt="" width="26" height="26" />
        <span>Chainrule</span>
      </a>
      <nav aria-label={t("app.pages")}>
        {PAGES.map((page) => (
          <a
            key={page}
            href={hrefOf(page)}
            aria-current={route.value.page === page ? "page" : undefined}
            data-testid={`nav-${page}`}
          >
            {t(`page.${page}`)}
          </a>
        ))}
      </nav>
      <div class="header-tools">
        <Button
          kind="quiet"
          testid="language"
          hint={t("app.languageHint")}
          onClick={() => {
            settings.language.value = settings.language.value === "en" ? "zh" : "en";
          }}
        >
          <span lang={settings.language.value === "en" ? "zh-Hans" : "en"}>{t("app.language")}</span>
        </Button>
        <Button
          kind="quiet"
          testid="theme"
          label={`${t("app.theme")}: ${t(`app.theme.${theme}`)}`}
          onClick={() => {
            settings.theme.value = next;
          }}
        >
          {sign}
        </Button>
        <Button
          kind="quiet"
          testid="help"
          label={t("app.help")}
          onClick={() => {
            helpOpen.value = true;
          }}
        >
          ?
        </Button>
      </div>
    </header>
  );
}
