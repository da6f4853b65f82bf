// What a person has made, put away in this browser.
import { set } from "idb-keyval";
import { type Key, t } from "../i18n/index.ts";
import { showToast } from "./toasts.tsx";

/** Says once that nothing can be kept: storage is full, or forbidden. */
let told = false;

/** Puts something away, or says that there is no room.
 *  @param refused the text that says what that means here
 *  @returns whether it is kept */
export async function putAway(key: string, value: unknown, refused: Key): Promise<boolean> {
  try {
    await set(key, value);
    told = false;
    return true;
  } catch {
    if (!told) showToast({ text: t(refused) });
    told = true;
    return false;
  }
}
