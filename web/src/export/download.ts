/** Hands a file to the person before the page.
 *  @param type the media type of a text: "text/csv" */
export function download(
  name: string,
  content: Blob | Uint8Array<ArrayBuffer> | string,
  type?: string,
): void {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // not at once: the browser has yet to begin reading it
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
