import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The sources of Palier one after another, as often as it takes for so many bytes; without a number, once. */
export function sourceText(bytes) {
  const root = join(import.meta.dirname, '..', 'libs');
  const names = readdirSync(root, { recursive: true }).filter((name) => name.endsWith('.ts'));
  const text = Buffer.concat(names.sort().map((name) => readFileSync(join(root, name))));
  return bytes === undefined ? text : Buffer.alloc(bytes, text);
}
