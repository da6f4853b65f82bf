// Opens what takes things out of the page. Its code brings the library with it, so it comes only when it is asked for.
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { t } from "../../i18n/index.ts";

const menu = signal<ComponentType | undefined>(undefined);

export function ExportSection() {
  const Menu = menu.value;
  return (
    <details
      class="card export"
      onToggle={async ({ currentTarget }) => {
        if (currentTarget.open) menu.value ??= (await import("./export-menu.tsx")).default;
      }}
    >
      <summary data-testid="export">{t("export.title")}</summary>
      {Menu && <Menu />}
    </details>
  );
}
