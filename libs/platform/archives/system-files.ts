import { leavesFolder } from './file-path.js';

/** Entries without the files that macOS adds by itself, and the paths of these. */
export interface WithoutSystemFiles<T> {
  readonly kept: T[];
  readonly leftOut: string[];
}

/**
 * Leaves out what macOS puts into archives and folders: `__MACOSX/`, `.DS_Store`, and `._x` beside `x`, in which it keeps the
 * attributes of `x` (AppleDouble).
 *
 * @param entries of one archive; directories too, as far as it has them
 */
export function withoutSystemFiles<T extends { readonly path: string }>(entries: readonly T[]): WithoutSystemFiles<T> {
  // With the attributes of the folder that was packed.
  const places = new Set(['.']);
  for (let { path } of entries) {
    for (; path && !places.has(path); path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) places.add(path);
  }
  const isAdded = ({ path }: T) =>
    !leavesFolder(path) &&
    (/(^|\/)(__MACOSX(\/|$)|\.DS_Store$)/.test(path) ||
      (/(^|\/)\._[^/]+$/.test(path) && places.has(path.replace(/\._([^/]+)$/, '$1'))));
  const kept = entries.filter((entry) => !isAdded(entry));
  return { kept, leftOut: entries.filter(isAdded).map(({ path }) => path) };
}
