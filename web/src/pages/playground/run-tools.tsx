// What one does around a training: lessons, a link for a class, files to take home.
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { ClassLink, openClassLink } from "./class-link.tsx";
import { LessonList, lessonListOpen } from "./lessons/lesson-list.tsx";

export function RunTools() {
  return (
    <div class="run-tools">
      <Button
        testid="open-lessons"
        onClick={() => {
          lessonListOpen.value = true;
        }}
      >
        {t("lesson.title")}
      </Button>
      <Button testid="open-class-link" hint={t("link.title")} onClick={openClassLink}>
        {t("link.open")}
      </Button>
      <LessonList />
      <ClassLink />
    </div>
  );
}
