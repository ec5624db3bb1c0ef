import { defineProblems, problem } from '#platform/problems';

export const importProblems = defineProblems('auth', {
  import_file_unreadable: problem(400, 'File not readable', 'Fichier illisible', {
    en: 'There is no readable file at {path}. Give the path of a JSON Lines file that you may read.',
    fr: 'Il n’y a pas de fichier lisible à {path}. Donnez le chemin d’un fichier JSON Lines que vous pouvez lire.',
  }),
});
