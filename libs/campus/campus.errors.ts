import { defineProblems, problem } from '#platform/problems';

export const campusProblems = defineProblems('campus', {
  no_campus_scope: problem(403, 'Neither student, professor nor staff', 'Ni étudiant, ni professeur, ni personnel', {
    en: 'This account is not that of a student, a professor or a member of the staff. Ask an admin to link it. API keys reach the routes of admins alone.',
    fr: 'Ce compte n’est celui d’aucun étudiant, professeur ou membre du personnel. Demandez à un administrateur de le relier. Les clés d’API n’atteignent que les routes des administrateurs.',
  }),
  chapter_not_found: problem(404, 'No such chapter', 'Chapitre inconnu', {
    en: 'There is no chapter {id} within your scope. It may have been deleted: read the list again.',
    fr: 'Il n’y a pas de chapitre {id} dans votre périmètre. Il a peut-être été supprimé : relisez la liste.',
  }),
  subject_unavailable: problem(422, 'No such subject for a chapter', 'Matière indisponible pour un chapitre', {
    en: 'There is no subject {id} within your scope in which chapters are written. It may be archived: read the subjects again.',
    fr: 'Il n’y a pas dans votre périmètre de matière {id} où écrire des chapitres. Elle est peut-être archivée : relisez les matières.',
  }),
  unknown_professor: problem(422, 'Unknown professor', 'Professeur inconnu', {
    en: 'A chapter is that of a professor, and there is none with the id {id}. Send the id of one as professorId.',
    fr: 'Un chapitre est celui d’un professeur, et aucun n’a l’identifiant {id}. Envoyez celui d’un professeur dans professorId.',
  }),
  chapter_of_another: problem(403, 'The chapter of another professor', 'Chapitre d’un autre professeur', {
    en: 'A chapter is changed by its professor, the staff of its place and admins. Ask one of them.',
    fr: 'Un chapitre est modifié par son professeur, le personnel de son lieu et les administrateurs. Adressez-vous à eux.',
  }),
  chapter_state: problem(409, 'The state of the chapter does not allow this', 'L’état du chapitre ne le permet pas', {
    en: 'The chapter is {state}. Drafts and archived chapters can be published, published ones archived, and drafts alone deleted.',
    fr: 'Le chapitre est à l’état {state}. On publie un brouillon ou un chapitre archivé, on archive un chapitre publié, et seuls les brouillons se suppriment.',
  }),
  chapter_attachment_not_found: problem(404, 'No such attachment', 'Pièce jointe inconnue', {
    en: 'The chapter has no attachment {id} within your scope. It may have been deleted: read the chapter again.',
    fr: 'Le chapitre n’a pas de pièce jointe {id} dans votre périmètre. Elle a peut-être été supprimée : relisez le chapitre.',
  }),
  chapter_attachment_differs: problem(409, 'Another file has this id', 'Un autre fichier porte cet identifiant', {
    en: 'There is another file with the id {id}, and files never change. Upload this one under a new id.',
    fr: 'Un autre fichier porte l’identifiant {id}, et les fichiers ne changent jamais. Envoyez celui-ci sous un nouvel identifiant.',
  }),
  too_many_chapter_attachments: problem(409, 'Too many attachments', 'Trop de pièces jointes', {
    en: 'A chapter has at most {most} attachments. Delete one first.',
    fr: 'Un chapitre a au plus {most} pièces jointes. Supprimez-en une d’abord.',
  }),
});
