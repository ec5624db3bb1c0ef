import { defineProblems, operatorProblem, problem } from '#platform/problems';

export const storageProblems = defineProblems('platform/storage', {
  storage_unavailable: problem(
    503,
    'The storage of files is unavailable',
    'Le stockage des fichiers est indisponible',
    {
      en: 'Files can be neither read nor kept for the moment. Nothing of this request was saved: send it again in a moment.',
      fr: 'Les fichiers ne peuvent être ni lus ni conservés pour le moment. Rien de cette requête n’a été enregistré : renvoyez-la dans un instant.',
      operators: {
        en: 'The storage failed with {reason}. Check STORAGE_URL and that its service or directory can be reached.',
        fr: 'Le stockage a échoué ({reason}). Vérifiez STORAGE_URL et que son service ou son dossier est accessible.',
      },
    },
  ),
  blob_missing: problem(500, 'A file is missing', 'Un fichier manque', {
    en: 'The file {digest} is recorded, but the storage lacks it. Try again later, and tell those who run this service if it stays so.',
    fr: 'Le fichier {digest} est enregistré, mais absent du stockage. Réessayez plus tard, et prévenez ceux qui exploitent ce service si cela persiste.',
    operators: {
      en: '"palier media verify" lists what is missing; restore it from a backup.',
      fr: '« palier media verify » liste ce qui manque ; restaurez-le depuis une sauvegarde.',
    },
  }),
  blob_damaged: problem(500, 'A file is damaged', 'Un fichier est abîmé', {
    en: 'What is stored as the file {digest} has another content. Try again later, and tell those who run this service if it stays so.',
    fr: 'Ce qui est stocké comme le fichier {digest} a un autre contenu. Réessayez plus tard, et prévenez ceux qui exploitent ce service si cela persiste.',
    operators: {
      en: '"palier media verify" lists what is damaged; restore it from a backup.',
      fr: '« palier media verify » liste ce qui est abîmé ; restaurez-le depuis une sauvegarde.',
    },
  }),
  storage_foreign: operatorProblem(500, 'The storage of another deployment', 'Le stockage d’un autre déploiement', {
    en: 'The storage {place} belongs to another deployment ({owner}); this one is {deploymentId}. Set STORAGE_URL or PALIER_DATA_DIR to the storage of this deployment, then start again. If the other one no longer runs, "palier media claim --from {owner}" takes its storage.',
    fr: 'Le stockage {place} appartient à un autre déploiement ({owner}) ; celui-ci est {deploymentId}. Donnez à STORAGE_URL ou PALIER_DATA_DIR le stockage de ce déploiement, puis redémarrez. Si l’autre ne tourne plus, « palier media claim --from {owner} » reprend son stockage.',
  }),
  storage_missing: operatorProblem(500, 'The storage is missing', 'Le stockage manque', {
    en: 'The content of {place} is missing: files to which the database refers are not there. Put it back from your copy, or correct STORAGE_URL or PALIER_DATA_DIR, then start again; "palier media verify" lists the files. If they are lost for good, "palier media claim" goes on without them.',
    fr: 'Le contenu de {place} manque : des fichiers auxquels se réfère la base n’y sont pas. Remettez-le depuis votre copie, ou corrigez STORAGE_URL ou PALIER_DATA_DIR, puis redémarrez ; « palier media verify » liste les fichiers. S’ils sont perdus, « palier media claim » continue sans eux.',
  }),
  file_too_large: problem(413, 'The file is too large', 'Le fichier est trop grand', {
    en: 'A file may have {limit} bytes at most. Send a smaller one.',
    fr: 'Un fichier peut avoir {limit} octets au plus. Envoyez-en un plus petit.',
  }),
  too_many_uploads: problem(429, 'Too many uploads at once', 'Trop d’envois à la fois', {
    en: 'You have {most} uploads under way in this tenant, the most that one user or key may have. Wait until one ends, or try again in {seconds} s.',
    fr: 'Vous avez {most} envois en cours dans cet espace, le maximum pour un utilisateur ou une clé. Attendez que l’un d’eux finisse, ou réessayez dans {seconds} s.',
  }),
});
