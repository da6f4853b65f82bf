// The lesson that the address names: what it is about, what to do, and whether it is done. Tasks look at the training as
// it goes; what has once been seen stays done.
import { signal, useSignalEffect } from "@preact/signals";
import { route, setFraming } from "../../../app/router.ts";
import { t } from "../../../i18n/index.ts";
import { Button } from "../../../ui/button.tsx";
import { change, config, frame } from "../store.ts";
import { LESSONS, type Lesson, lessonOf, type Task } from "./lessons.ts";
import "./lessons.css";

/** "q1.lines" … */
const done = signal<ReadonlySet<string>>(new Set());

function look({ id, tasks }: Lesson): void {
  const now = frame.value;
  if (now?.train === undefined || now.test === undefined) return;
  // a frame is only taken while it is of the config of that moment
  const moment = { config: config.peek(), epoch: now.epoch, train: now.train, test: now.test };
  const seen = tasks.filter((task) => task.check(moment)).map((task) => `${id}.${task.id}`);
  const before = done.peek();
  if (seen.some((name) => !before.has(name))) done.value = new Set([...before, ...seen]);
}

export function LessonPanel() {
  const lesson = lessonOf(route.value.framing.lesson);
  return lesson === undefined ? null : <OpenLesson key={lesson.id} lesson={lesson} />;
}

function OpenLesson({ lesson }: { lesson: Lesson }) {
  const { id, tasks } = lesson;
  useSignalEffect(() => look(lesson));
  const count = tasks.filter((task) => done.value.has(`${id}.${task.id}`)).length;
  const next = LESSONS[LESSONS.indexOf(lesson) + 1];
  return (
    <section class="card lesson" aria-labelledby="lesson-title" data-testid="lesson">
      <div class="lesson-head">
        <h2 id="lesson-title">{t(`lesson.${id}`)}</h2>
        <Button
          kind="quiet"
          testid="lesson-close"
          label={t("lesson.close")}
          onClick={() => setFraming({ lesson: "" })}
        >
          ✕
        </Button>
      </div>
      <p>{t(`lesson.${id}.goal`)}</p>
      <ol class="lesson-tasks">
        {tasks.map((task) => (
          <LessonTask key={task.id} {...{ id, task }} />
        ))}
      </ol>
      <p class="lesson-count" role="status" data-testid="lesson-count">
        {t(count === tasks.length ? "lesson.allDone" : "lesson.count", { count, of: tasks.length })}
      </p>
      {next !== undefined && count === tasks.length && (
        <Button testid="lesson-next" onClick={() => setFraming({ lesson: next.id })}>
          {t("lesson.next", { title: t(`lesson.${next.id}`) })}
        </Button>
      )}
    </section>
  );
}

type Names = Parameters<typeof t>[0];

function LessonTask({ id, task }: { id: Lesson["id"]; task: Task }) {
  const name = `${id}.${task.id}`;
  const isDone = done.value.has(name);
  return (
    <li data-testid={`task-${task.id}`} data-done={isDone}>
      <span class="lesson-mark" role="img" aria-label={t(isDone ? "lesson.done" : "lesson.open")}>
        {isDone ? "✓" : "○"}
      </span>
      <div>
        <p>{t(`lesson.${name}` as Names)}</p>
        <Button testid={`setup-${task.id}`} onClick={() => change(task.setup)}>
          {t("lesson.setup")}
        </Button>
        <details>
          <summary>{t("lesson.hint")}</summary>
          <p>{t(`lesson.${name}.hint` as Names)}</p>
        </details>
      </div>
    </li>
  );
}
