// A link for a class: this config, perhaps a lesson, and without the controls that are not to distract.
import { computed, signal } from "@preact/signals";
import { hrefOf, route } from "../../app/router.ts";
import { showToast } from "../../app/toasts.tsx";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Select } from "../../ui/select.tsx";
import { Switch } from "../../ui/switch.tsx";
import { HIDEABLE_NAMES, type Hideable } from "./hiding.ts";
import { LESSONS } from "./lessons/lessons.ts";
import "./class-link.css";

const open = signal(false);
const hide = signal<readonly Hideable[]>([]);
const lesson = signal("");

const link = computed(() => {
  const { query } = route.value;
  return (
    location.href.replace(/#.*$/s, "") +
    hrefOf("playground", query, { lesson: lesson.value, hide: hide.value })
  );
});

export function openClassLink(): void {
  const { framing } = route.peek();
  hide.value = HIDEABLE_NAMES.filter((name) => framing.hide.includes(name));
  lesson.value = framing.lesson;
  open.value = true;
}

const close = () => {
  open.value = false;
};

async function copy(): Promise<void> {
  try {
    await navigator.clipboard.writeText(link.peek());
    showToast({ text: t("link.copied") });
  } catch {
    // without the permission, the text field is there to copy from
    document.querySelector<HTMLInputElement>('[data-testid="class-link-text"]')?.select();
  }
}

export function ClassLink() {
  const lessons: (readonly [string, string])[] = [
    ["", t("link.noLesson")],
    ...LESSONS.map(({ id }) => [id, t(`lesson.${id}`)] as const),
  ];
  return (
    <Dialog title={t("link.title")} open={open} testid="class-link">
      <p>{t("link.about")}</p>
      <Select
        label={t("link.lesson")}
        testid="class-link-lesson"
        value={lesson.value}
        options={lessons}
        onChange={(value) => {
          lesson.value = value;
        }}
      />
      <label class="field">
        <span class="field-label">{t("link.link")}</span>
        <input type="text" readOnly value={link.value} data-testid="class-link-text" />
      </label>
      <div class="link-tools">
        <Button kind="primary" testid="class-link-copy" onClick={() => void copy()}>
          {t("link.copy")}
        </Button>
        <a class="button plain" href={link.value} data-testid="class-link-try" onClick={close}>
          {t("link.try")}
        </a>
      </div>
      <fieldset class="hideables">
        <legend>{t("link.hide")}</legend>
        {HIDEABLE_NAMES.map((name) => (
          <Switch
            key={name}
            testid={`hide-${name}`}
            label={t(`hide.${name}`)}
            checked={hide.value.includes(name)}
            onChange={(on) => {
              hide.value = HIDEABLE_NAMES.filter((other) =>
                other === name ? on : hide.peek().includes(other),
              );
            }}
          />
        ))}
      </fieldset>
    </Dialog>
  );
}
