import { defineProblems, operatorProblem } from '#platform/problems';

export const linesProblems = defineProblems('platform/lines', {
  import_file_unreadable: operatorProblem(400, 'File not readable', 'Fichier illisible', {
    en: 'There is no readable file at {path}. Give the path of a file that you may read.',
    fr: 'Il n’y a pas de fichier lisible à {path}. Donnez le chemin d’un fichier que vous pouvez lire.',
  }),
  import_file_broken: operatorProblem(400, 'File broken', 'Fichier endommagé', {
    en: 'The file {path} could not be read to its end ({reason}). What was read before may have been imported: repeat the import with the whole file.',
    fr: 'Le fichier {path} n’a pas pu être lu jusqu’au bout ({reason}). Ce qui précède a peut-être été importé : recommencez avec le fichier entier.',
  }),
});
