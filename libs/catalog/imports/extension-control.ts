import { bad } from './bad-package.js';
import { decodeText, oneLine, tagsOf } from './texts.js';

/** The fields of an extension's control file that an app uses. */
export interface Control {
  version: string;
  summary: string;
  /** The extensions that it requires, and `trusted` when a database's owner may install it. */
  tags: string[];
}

/**
 * Reads a control file: `key = value` lines as in postgresql.conf, with values in quotes, in which a
 * quote is doubled (PostgreSQL's documentation, "Extension Files").
 *
 * @throws BadPackage when the file is not UTF-8 or has no `default_version`
 */
export function readControl(bytes: Uint8Array, file: string): Control {
  const settings = new Map<string, string>();
  for (const line of decodeText(bytes, file).split('\n')) {
    const [, key, quoted, bare] = /^\s*(\w+)\s*=?\s*(?:'((?:[^']|'')*)'|([^\s#']+))/.exec(line) ?? [];
    if (key) settings.set(key, quoted?.replaceAll("''", "'") ?? bare ?? '');
  }
  const version = oneLine(settings.get('default_version') ?? '', 100);
  if (!version) throw bad.noVersion(file, 'default_version');
  const required = settings.get('requires')?.split(',') ?? [];
  const trusted = settings.get('trusted') === 'true' ? ['trusted'] : [];
  return { version, summary: oneLine(settings.get('comment') ?? '', 280), tags: tagsOf([...required, ...trusted]) };
}
