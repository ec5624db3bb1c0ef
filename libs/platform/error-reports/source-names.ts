import { readFileSync } from 'node:fs';

/** What was found out about names and files, which are the same for each error of a storm. */
const known = new Map<string, boolean>();
const MOST_KNOWN = 10_000;

/** Whether the text of a file has this name as a word of its own; false where the file cannot be read. */
export function standsIn(file: string, name: string): boolean {
  const key = `${name} ${file}`;
  let stands = known.get(key);
  if (stands === undefined) {
    stands = has(textOf(file), name);
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(key, stands);
  }
  return stands;
}

function has(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!/[\w$]/.test(`${text[at - 1] ?? ''}${text[at + name.length] ?? ''}`)) return true;
  return false;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
