import { defineProblems, problem } from '#platform/problems';

export const filesProblems = defineProblems('catalog', {
  path_refused: problem(422, 'Path refused', 'Chemin refusé', {
    en: 'A file cannot have this path: {reason}',
    fr: 'Un fichier ne peut pas avoir ce chemin : {reason}',
  }),
  path_clashes: problem(409, 'The path clashes', 'Le chemin est en conflit', {
    en: 'The version has the file {other}, which cannot stand beside this one on every system. Delete it, or choose another path.',
    fr: 'La version a le fichier {other}, qui ne peut pas coexister avec celui-ci sur tous les systèmes. Supprimez-le, ou choisissez un autre chemin.',
  }),
  file_not_found: problem(404, 'File not found', 'Fichier introuvable', {
    en: 'The version has no file with this path. List its files to find the right one.',
    fr: 'La version n’a pas de fichier à ce chemin. Consultez la liste de ses fichiers pour trouver le bon.',
  }),
  too_many_files: problem(422, 'Too many files', 'Trop de fichiers', {
    en: 'A version may have {files} files of {bytes} bytes in all. Put some together, or leave some out.',
    fr: 'Une version peut avoir {files} fichiers, et {bytes} octets en tout. Regroupez-en, ou retirez-en.',
  }),
});
