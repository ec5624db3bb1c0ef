import { normaliseText } from '#platform/text-normalisation';

/** Characters of a text that are read, and of a slug or tag that is made of it. */
const most = 50;

/** A slug for a text, as `carnet-leger` for `Carnet léger`; empty where it has no letter or digit of ASCII. */
export function slugFrom(text: string): string {
  return normaliseText(text.slice(0, most))
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, most)
    .replace(/^-|-$/g, '');
}

/** A tag for a text, in lower case and without spaces and commas, as `hors-ligne` for `Hors ligne`. */
export function tagFrom(text: string): string {
  return text
    .slice(0, most)
    .toWellFormed()
    .toLowerCase()
    .replace(/[\p{C}\p{Z},]+/gu, '-')
    .slice(0, most)
    .replace(/^-|-$/g, '');
}
