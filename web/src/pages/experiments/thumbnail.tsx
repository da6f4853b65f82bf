// A small picture of what an experiment comes to. All of them are one file, fetched when the list stands there.
import { signal } from "@preact/signals";
import type { Thumbnail as Picture } from "./thumbnail-of.ts";

const pictures = signal<Readonly<Record<string, Picture>>>({});
let asked = false;

/** Has the pictures come, once. */
export async function fetchThumbnails(): Promise<void> {
  if (asked) return;
  asked = true;
  const { default: all } = await import("./thumbnails.json");
  pictures.value = all as unknown as Readonly<Record<string, Picture>>;
}

export function Thumbnail({ id }: { id: string }) {
  return (
    <svg class="experiment-thumbnail" viewBox="0 0 96 62" aria-hidden="true">
      {pictures.value[id]?.map(([kind, path], i) => (
        <path key={i} class={kind} d={path} />
      ))}
    </svg>
  );
}
