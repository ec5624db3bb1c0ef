import { defineProblems, operatorProblem } from '#platform/problems';

/** Why `palier media` refuses. */
export const mediaProblems = defineProblems('apps/cli/media', {
  same_storage: operatorProblem(409, 'The same storage', 'Le même stockage', {
    en: 'The files are in {place} already. Give another storage with --to, or, once STORAGE_URL names the new one, the former with --from.',
    fr: 'Les fichiers sont déjà dans {place}. Donnez un autre stockage avec --to ou, quand STORAGE_URL nomme le nouveau, l’ancien avec --from.',
  }),
});
