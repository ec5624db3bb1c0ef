import { defineProblems, type LocalText, type Problem, problem } from '#platform/problems';
import type { DownloadState } from '../apps/apps.dto.js';

export const bundlesProblems = defineProblems('catalog', {
  version_not_kept: problem(409, 'No files to download', 'Aucun fichier à télécharger', {
    en: 'The version {version} cannot be downloaded: {why}',
    fr: 'La version {version} ne peut pas être téléchargée : {why}',
  }),
  version_damaged: problem(500, 'A file of the version is damaged', 'Un fichier de la version est endommagé', {
    en: 'The version {version} cannot be downloaded at present, because a file of it that the store keeps is missing or damaged. Try again later, and tell the store if it stays so.',
    fr: 'La version {version} ne peut pas être téléchargée pour le moment, car un de ses fichiers conservés par la boutique manque ou est endommagé. Réessayez plus tard, et prévenez la boutique si cela persiste.',
    operators: {
      en: '"palier media verify" lists such files; restore them from a backup.',
      fr: '« palier media verify » liste ces fichiers ; restaurez-les depuis une sauvegarde.',
    },
  }),
  version_unsafe: problem(409, 'A path of the version is unsafe', 'Un chemin de la version est dangereux', {
    en: 'The version {version} cannot be downloaded, because the path of its file {path} is not safe to unpack on every system. Its makers can publish a new version without it.',
    fr: 'La version {version} ne peut pas être téléchargée : le chemin de son fichier {path} n’est pas sûr à décompresser sur tous les systèmes. Ses auteurs peuvent publier une nouvelle version sans lui.',
  }),
  version_yanked: problem(410, 'The version was withdrawn', 'La version a été retirée', {
    en: 'The version {version} was withdrawn by its makers and is not given out any more. Ask without a version for the one that the store shows.',
    fr: 'La version {version} a été retirée par ses auteurs et n’est plus distribuée. Ne précisez pas de version pour obtenir celle que la boutique présente.',
  }),
});

const why: Record<Exclude<DownloadState, 'ready'>, LocalText> = {
  pending: {
    en: 'its files are still being kept, those of small apps first. Ask again in a minute.',
    fr: 'ses fichiers sont encore en cours de conservation, ceux des petites applications d’abord. Redemandez dans une minute.',
  },
  too_large: {
    en: 'it is larger than what this store keeps of an import. Ask the store for it.',
    fr: 'elle dépasse ce que cette boutique conserve d’un import. Demandez-la à la boutique.',
  },
  not_kept: {
    en: 'only the names of its files are known. Choose an app that the store lists with "download": "ready".',
    fr: 'seuls les noms de ses fichiers sont connus. Choisissez une application que la boutique présente avec "download": "ready".',
  },
};

/** That a version cannot be downloaded, and why: in the text, and in the member `download`. */
export function notKept(version: string, download: Exclude<DownloadState, 'ready'>): Problem {
  return bundlesProblems.version_not_kept({ version, why: why[download] }, { extensions: { download } });
}
