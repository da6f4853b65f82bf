// All lessons, each as a link that can be passed on.
import { signal } from "@preact/signals";
import { hrefOf, route } from "../../../app/router.ts";
import { t } from "../../../i18n/index.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { LESSONS } from "./lessons.ts";
import "./lessons.css";

export const lessonListOpen = signal(false);

export function LessonList() {
  const { query, framing } = route.value;
  return (
    <Dialog title={t("lesson.title")} open={lessonListOpen} testid="lesson-list">
      <ul class="lesson-list">
        {[...LESSONS.map(({ id }) => id), "moons" as const].map((lesson) => (
          <li key={lesson}>
            <a
              href={hrefOf("playground", query, { ...framing, lesson })}
              data-testid={`open-${lesson}`}
              onClick={() => {
                lessonListOpen.value = false;
              }}
            >
              <b>{t(`lesson.${lesson}`)}</b>
              <span>{t(`lesson.${lesson}.goal`)}</span>
            </a>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
