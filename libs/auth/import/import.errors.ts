import { defineProblems } from '#platform/problems';

export const importProblems = defineProblems('auth', {
  import_file_unreadable: {
    status: 400,
    title: { en: 'File not readable', fr: 'Fichier illisible' },
    en: 'There is no readable file at {path}. Give the path of a JSON Lines file that you may read.',
    fr: 'Il n’y a pas de fichier lisible à {path}. Donnez le chemin d’un fichier JSON Lines que vous pouvez lire.',
  },
});
