import { shownName } from '#platform/archives';
import type { LocalText } from '#platform/problems';
import type { SkippedPackage } from '../catalog.js';

/** Thrown by a reader for a package that cannot be an app. */
export class BadPackage extends Error {
  constructor(readonly reason: LocalText) {
    super(reason.en);
  }
}

/** Every reason to skip a package. */
export const bad = {
  unreadable: (what: string, code: string | undefined) =>
    made(`${what} cannot be read (${code})`, `${what} est illisible (${code})`),
  notUtf8: (file: string) => made(`${file} is not UTF-8`, `${file} n’est pas en UTF-8`),
  zero: (what: string) => made(`${what} holds the character U+0000`, `${what} contient le caractère U+0000`),
  halfPair: (what: string) =>
    made(`${what} holds half a surrogate pair`, `${what} contient une moitié de paire de substitution`),
  notJson: () => made('package.json is not valid JSON', 'package.json n’est pas du JSON valable'),
  notObject: () => made('package.json is not a JSON object', 'package.json n’est pas un objet JSON'),
  notText: (field: string) =>
    made(`${field} in package.json is not a text`, `${field} dans package.json n’est pas un texte`),
  noName: () => made('package.json has no valid name', 'package.json n’a pas de nom valable'),
  noVersion: (file: string, field: string) => made(`${file} has no ${field}`, `${file} n’a pas de champ ${field}`),
  tooLarge: () => made('package.json is larger than 1 MB', 'package.json dépasse 1 Mo'),
  notPacked: () =>
    made('it is neither a folder nor a gzipped tar', 'ce n’est ni un dossier, ni un tar compressé par gzip'),
  path: (path: string) =>
    made(
      `the file ${shownName(path, 200)} has a path that not every system can store: rename it`,
      `le fichier ${shownName(path, 200)} a un chemin que certains systèmes ne peuvent pas enregistrer : renommez-le`,
    ),
  links: (paths: readonly string[]) =>
    made(
      `it holds links or devices, which a store does not keep (${shownPaths(paths)}): put the files in their place, or leave them out`,
      `il contient des liens ou des périphériques, qu’une boutique ne conserve pas (${shownPaths(paths)}) : mettez les fichiers à leur place, ou retirez-les`,
    ),
  secrets: (paths: readonly string[]) =>
    made(
      `it holds files that look like secrets: ${shownPaths(paths)}`,
      `il contient des fichiers qui ressemblent à des secrets : ${shownPaths(paths)}`,
    ),
  notAmongFiles: (paths: readonly string[]) =>
    made(
      `--allow names no file that would be sent (${shownPaths(paths)}): give the path from the package`,
      `--allow ne nomme aucun fichier à envoyer (${shownPaths(paths)}) : donnez le chemin à partir du paquet`,
    ),
  otherVersion: (version: string, asked: string) =>
    made(
      `its package.json has the version ${version}, not ${asked}: change it there, or leave --version out`,
      `son package.json a la version ${version}, et non ${asked} : changez-la à cet endroit, ou retirez --version`,
    ),
  tooManyFiles: () => made('it holds more than 100,000 files', 'il contient plus de 100 000 fichiers'),
};

/** Paths that an error shows. */
const most = 20;

/** The first paths of a list, and how many more it has. */
export function shownPaths(paths: readonly string[]): string {
  const shown = paths.slice(0, most).map((path) => shownName(path, 200));
  return [...shown, ...(paths.length > most ? [`… (+ ${paths.length - most})`] : [])].join(', ');
}

function made(en: string, fr: string): BadPackage {
  return new BadPackage({ en, fr });
}

/**
 * The result of `read`, or the reason why the package at `path` is skipped.
 *
 * @throws Error of `read` that is neither BadPackage nor an error of the file system
 */
export async function orSkip<T>(path: string, read: () => Promise<T>): Promise<T | { skipped: SkippedPackage }> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof BadPackage) return { skipped: { path, reason: error.reason } };
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (!syscall) throw error;
    return { skipped: { path, reason: bad.unreadable(path, code).reason } };
  }
}
