import { defineProblems, problem } from '#platform/problems';

export const bundlesProblems = defineProblems('catalog', {
  version_not_kept: problem(409, 'No files to download', 'Aucun fichier à télécharger', {
    en: 'Of the version {version} only the names of its files are known, so it cannot be downloaded. Choose an app whose page says that it can.',
    fr: 'De la version {version}, seuls les noms des fichiers sont connus : elle ne peut pas être téléchargée. Choisissez une application dont la page indique qu’elle peut l’être.',
  }),
  version_damaged: problem(500, 'A file of the version is damaged', 'Un fichier de la version est endommagé', {
    en: 'The version {version} cannot be downloaded at present, because a file of it that the store keeps is missing or damaged. Try again later, and tell the store if it stays so. Operators: "palier media verify" lists such files; restore them from a backup.',
    fr: 'La version {version} ne peut pas être téléchargée pour le moment, car un de ses fichiers conservés par la boutique manque ou est endommagé. Réessayez plus tard, et prévenez la boutique si cela persiste. Exploitants : « palier media verify » liste ces fichiers ; restaurez-les depuis une sauvegarde.',
  }),
  version_yanked: problem(410, 'The version was withdrawn', 'La version a été retirée', {
    en: 'The version {version} was withdrawn by its makers and is not given out any more. Ask without a version for the one that the store shows.',
    fr: 'La version {version} a été retirée par ses auteurs et n’est plus distribuée. Ne précisez pas de version pour obtenir celle que la boutique présente.',
  }),
});
