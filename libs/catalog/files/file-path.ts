import { reservedFolder } from '#platform/archives';

/** Of the manifest in a bundle. */
export const manifestPath = `${reservedFolder}/manifest.json`;

/** Compares two well-formed paths by their bytes in UTF-8, for `sort`; UTF-16 alone has another order above U+D7FF. */
export function comparePaths(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x !== y) return inUtf8Order(x) - inUtf8Order(y);
  }
  return a.length - b.length;
}

/** A number for a unit of UTF-16 that sorts as UTF-8: half a pair stands for a character above U+FFFF. */
const inUtf8Order = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
