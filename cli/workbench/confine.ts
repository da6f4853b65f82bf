import { realpathSync, type Stats, statSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";

/** The real path of what is in a folder, or undefined where there is nothing, or a link that leads out.
 *  @param names plain ones, each in the one before */
export function confined(folder: string, ...names: readonly string[]): string | undefined {
  try {
    const root = realpathSync(folder);
    const path = realpathSync(join(root, ...names));
    const inside = relative(root, path);
    const leavesIt = isAbsolute(inside) || inside.split(sep)[0] === "..";
    return leavesIt || inside === "" ? undefined : path;
  } catch {
    return undefined;
  }
}

/** The same for a file, with what is known of it. Pipes and devices do not count. */
export function confinedFile(
  folder: string,
  ...names: readonly string[]
): { readonly path: string; readonly stats: Stats } | undefined {
  const path = confined(folder, ...names);
  if (path === undefined) return undefined;
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? { path, stats } : undefined;
}
