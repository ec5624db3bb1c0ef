import { defineProblems, inBody, type Problem, problem } from '#platform/problems';

export const campusProblems = defineProblems('campus', {
  no_campus_scope: problem(403, 'Neither student, professor nor staff', 'Ni étudiant, ni professeur, ni personnel', {
    en: 'This account is not that of a student, a professor or a member of the staff. Ask an admin to link it. API keys reach the routes of admins alone.',
    fr: 'Ce compte n’est celui d’aucun étudiant, professeur ou membre du personnel. Demandez à un administrateur de le relier. Les clés d’API n’atteignent que les routes des administrateurs.',
  }),
  roster_not_found: problem(404, 'No such roster', 'Liste inconnue', {
    en: 'There is no roster {id}. It may have been deleted: rosters are kept for 30 days, ten of them at most, and exported ones for a day, three at most.',
    fr: 'Il n’y a pas de liste {id}. Elle a peut-être été supprimée : les listes sont gardées 30 jours, dix au plus, et celles qui sont exportées un jour, trois au plus.',
  }),
  roster_not_csv: problem(422, 'Not a CSV', 'Ce n’est pas un CSV', {
    en: 'The file is no CSV with a header of two columns or more. Save the sheet as CSV, and upload that file.',
    fr: 'Le fichier n’est pas un CSV avec un en-tête d’au moins deux colonnes. Enregistrez la feuille au format CSV, et envoyez ce fichier.',
  }),
  roster_malformed: problem(422, 'The CSV cannot be read', 'Le CSV est illisible', {
    en: 'The CSV cannot be read near line {line} ({reason}). Look for a quote that nothing closes there, and upload the file again.',
    fr: 'Le CSV est illisible vers la ligne {line} ({reason}). Cherchez-y un guillemet que rien ne ferme, et envoyez le fichier à nouveau.',
  }),
  line_too_long: problem(422, 'A line is too long', 'Une ligne est trop longue', {
    en: 'Line {line} has more than {most} bytes. Close the quote that is open there, or remove columns that are not needed, and upload the file again.',
    fr: 'La ligne {line} a plus de {most} octets. Fermez-y le guillemet ouvert, ou retirez les colonnes qui ne servent pas, et envoyez le fichier à nouveau.',
  }),
  too_many_columns: problem(422, 'Too many columns', 'Trop de colonnes', {
    en: 'The header has more than {most} columns. Remove those that are not needed.',
    fr: 'L’en-tête a plus de {most} colonnes. Retirez celles qui ne servent pas.',
  }),
  too_many_lines: problem(422, 'Too many lines', 'Trop de lignes', {
    en: 'The file has more than {most} lines. Split it.',
    fr: 'Le fichier a plus de {most} lignes. Divisez-le.',
  }),
  unknown_column: problem(422, 'No such column', 'Colonne inconnue', {
    en: 'The file has no column {name}. It has: {columns}.',
    fr: 'Le fichier n’a pas de colonne {name}. Il a : {columns}.',
  }),
  roster_applied: problem(409, 'The roster was applied', 'La liste a été appliquée', {
    en: 'The roster was applied already. Upload the file again to apply it once more.',
    fr: 'La liste a déjà été appliquée. Envoyez le fichier à nouveau pour l’appliquer une autre fois.',
  }),
  roster_not_checked: problem(409, 'The roster is not checked', 'La liste n’est pas vérifiée', {
    en: 'Check the roster first, and apply it once the check has succeeded.',
    fr: 'Vérifiez d’abord la liste, et appliquez-la une fois la vérification réussie.',
  }),
  roster_outdated: problem(
    409,
    'Enrolments changed after the check',
    'Des inscriptions ont changé depuis la vérification',
    {
      en: 'The check counted {counted} missing students, and {missing} are missing now: others were enrolled since. Check the roster again.',
      fr: 'La vérification a compté {counted} étudiants absents, et {missing} le sont maintenant : d’autres ont été inscrits depuis. Vérifiez la liste à nouveau.',
    },
  ),
  too_many_changes: problem(409, 'The roster changes much', 'La liste change beaucoup de choses', {
    en: 'The roster changes or ends {changes} of {enrolled} enrolments. If that is meant, send this number as "changes".',
    fr: 'La liste change ou termine {changes} inscriptions sur {enrolled}. Si c’est voulu, envoyez ce nombre dans « changes ».',
  }),
  address_taken: problem(409, 'Another one has the address', 'Un autre a cette adresse', {
    en: 'Another student, professor or member of the staff has the address. Change that one, or correct the address; check a roster again.',
    fr: 'Un autre étudiant, professeur ou membre du personnel a cette adresse. Modifiez-le, ou corrigez l’adresse ; vérifiez une liste à nouveau.',
  }),
  not_in_structure: problem(404, 'Not in the structure', 'Absent de la structure', {
    en: 'There is nothing with the id {id} of this kind. It may have been deleted: read the structure again.',
    fr: 'Il n’y a rien de ce type sous l’identifiant {id}. Cela a peut-être été supprimé : relisez la structure.',
  }),
  unknown_place: problem(422, 'Unknown university, UFR or programme', 'Université, UFR ou formation inconnue', {
    en: 'There is no {id} in which it could be. Read the structure, and name what is there.',
    fr: 'Il n’y a pas de {id} où le placer. Lisez la structure, et désignez ce qui s’y trouve.',
  }),
  is_archived: problem(409, 'It is archived', 'Archivé', {
    en: 'Nothing new is made in {id}, for it is archived, or what it is in. Set archived to false first, or use another one.',
    fr: 'Rien de nouveau n’est créé dans {id}, archivé ou placé dans un élément archivé. Remettez d’abord archived à false, ou utilisez-en un autre.',
  }),
  in_use: problem(409, 'It is in use', 'Utilisé', {
    en: 'Others refer to it, so it cannot be deleted. Archive it: send archived as true with PUT. A year is closed instead.',
    fr: 'D’autres éléments s’y rapportent : la suppression est impossible. Archivez-le par PUT, avec archived à true. Une année se clôt.',
  }),
  name_taken: problem(409, 'Another one has this name', 'Un autre porte ce nom', {
    en: 'Another one beside it has this name, whatever case and accents. Use that one, or choose another name.',
    fr: 'Un autre élément voisin porte ce nom, à la casse et aux accents près. Utilisez-le, ou choisissez un autre nom.',
  }),
  programme_code_taken: problem(409, 'Another programme has this code', 'Une autre formation porte ce code', {
    en: 'Another programme of the university has this code. Use that one, or choose another code.',
    fr: 'Une autre formation de l’université porte ce code. Utilisez-la, ou choisissez un autre code.',
  }),
  level_in_use: problem(409, 'A level is in use', 'Un niveau est utilisé', {
    en: 'Subjects or enrolments of the programme have the level {level}. Keep it among its levels.',
    fr: 'Des matières ou des inscriptions de la formation ont le niveau {level}. Gardez-le parmi ses niveaux.',
  }),
  level_not_offered: problem(422, 'The programme has no such level', 'Niveau absent de la formation', {
    en: 'The programme has the levels {levels}. Choose one of them, or add {level} to the programme first.',
    fr: 'La formation a les niveaux {levels}. Choisissez-en un, ou ajoutez d’abord {level} à la formation.',
  }),
  year_is_closed: problem(409, 'The year is closed', 'L’année est close', {
    en: 'Nobody is enrolled, moved or ended in the year {id}, for it is closed. Open it again first, or name another year.',
    fr: 'Aucune inscription de l’année {id} n’est ajoutée ni modifiée : l’année est close. Rouvrez-la d’abord, ou désignez-en une autre.',
  }),
  another_year_is_open: problem(409, 'Another year is open', 'Une autre année est ouverte', {
    en: 'One year at a time is open. Close the one that is, then open this one.',
    fr: 'Une seule année est ouverte à la fois. Clôturez celle qui l’est, puis ouvrez celle-ci.',
  }),
  year_cannot_become: problem(409, 'The year cannot have this state', 'État impossible pour l’année', {
    en: 'A year that is {from} cannot become {to}: it is prepared, then open, then closed, and may be opened again.',
    fr: 'Une année à l’état {from} ne peut pas passer à {to} : elle est preparing, puis open, puis closed, et peut être rouverte.',
  }),
  year_ends_too_early: problem(422, 'The year ends before it starts', 'L’année finit avant de commencer', {
    en: 'The last day of a year is after its first. Correct startsOn or endsOn.',
    fr: 'Le dernier jour d’une année vient après le premier. Corrigez startsOn ou endsOn.',
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
    en: 'A chapter is that of a professor. Send as professorId the id of one, who for staff teaches in their places.',
    fr: 'Un chapitre est celui d’un professeur. Envoyez dans professorId l’identifiant d’un professeur, qui pour le personnel enseigne dans ses lieux.',
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
  chapter_not_published: problem(409, 'The chapter is not published', 'Chapitre non publié', {
    en: 'Comments are written on published chapters. Wait until it is published.',
    fr: 'Seuls les chapitres publiés se commentent. Attendez sa publication.',
  }),
  comment_not_found: problem(404, 'No such comment', 'Commentaire inconnu', {
    en: 'There is no comment {id} within your scope. Its chapter may have been archived: read the list again.',
    fr: 'Il n’y a pas de commentaire {id} dans votre périmètre. Son chapitre a peut-être été archivé : relisez la liste.',
  }),
  no_such_thread: problem(422, 'No such comment to answer', 'Aucun commentaire à qui répondre', {
    en: 'There is no comment {id} on this chapter that can be answered: it may be deleted, or answer another. Answer that one.',
    fr: 'Il n’y a pas sur ce chapitre de commentaire {id} à qui répondre : il est supprimé, ou répond à un autre. Répondez à celui-là.',
  }),
  may_not_comment: problem(403, 'Not for you to comment', 'Commentaire réservé', {
    en: 'Comments are written by the students of a chapter and by who teaches its subject. Ask one of them.',
    fr: 'Les commentaires sont écrits par les étudiants d’un chapitre et par ceux qui enseignent sa matière. Adressez-vous à eux.',
  }),
  comment_of_another: problem(403, 'The comment of another', 'Commentaire d’un autre', {
    en: 'A comment is changed and deleted by its author. Who may change the chapter deletes it by POST …/remove.',
    fr: 'Un commentaire est modifié et supprimé par son auteur. Qui peut modifier le chapitre le supprime par POST …/remove.',
  }),
  comment_is_final: problem(409, 'The comment is final', 'Commentaire définitif', {
    en: 'A comment can be changed for 15 minutes, and not once it is deleted. Delete it, or write another one.',
    fr: 'Un commentaire se modifie pendant 15 minutes, et plus une fois supprimé. Supprimez-le, ou écrivez-en un autre.',
  }),
  too_many_comments: problem(429, 'Too many comments', 'Trop de commentaires', {
    en: 'One user may write {most} comments a minute, one after the other. Try again after the seconds of Retry-After.',
    fr: 'Un utilisateur peut écrire {most} commentaires par minute, l’un après l’autre. Réessayez après les secondes de Retry-After.',
  }),
  announcement_not_found: problem(404, 'No such announcement', 'Annonce inconnue', {
    en: 'There is no announcement {id} within your scope. It may have been deleted: read the list again.',
    fr: 'Il n’y a pas d’annonce {id} dans votre périmètre. Elle a peut-être été supprimée : relisez la liste.',
  }),
  announcement_of_another: problem(403, 'The announcement of another', 'Annonce d’un autre', {
    en: 'An announcement is deleted by its author and by admins. Ask one of them.',
    fr: 'Une annonce est supprimée par son auteur et par les administrateurs. Adressez-vous à eux.',
  }),
  too_many_announcements: problem(429, 'Too many announcements', 'Trop d’annonces', {
    en: 'One user may make {most} announcements an hour. Make one for a wider place, or try again after the seconds of Retry-After.',
    fr: 'Un utilisateur peut faire {most} annonces par heure. Faites-en une pour un lieu plus large, ou réessayez après les secondes de Retry-After.',
  }),
  no_open_year: problem(409, 'No year is open', 'Aucune année ouverte', {
    en: 'An announcement is for the students of the open year, and none is open. Open one first.',
    fr: 'Une annonce s’adresse aux étudiants de l’année ouverte, et aucune ne l’est. Ouvrez-en une d’abord.',
  }),
  moment_in_future: problem(422, 'A moment in the future', 'Un moment futur', {
    en: 'Nobody has read what is yet to come. Send the createdAt of the latest notification that is shown.',
    fr: 'Nul n’a lu ce qui est encore à venir. Envoyez le createdAt de la dernière notification affichée.',
  }),
  student_not_found: problem(404, 'No such student', 'Étudiant inconnu', {
    en: 'There is no student {id} within your scope. Read the list again.',
    fr: 'Il n’y a pas d’étudiant {id} dans votre périmètre. Relisez la liste.',
  }),
  enrolment_not_found: problem(404, 'No such enrolment', 'Inscription inconnue', {
    en: 'The student has no enrolment of the year {id} within your scope. For a first one send If-Match: *.',
    fr: 'L’étudiant n’a pas d’inscription de l’année {id} dans votre périmètre. Pour une première, envoyez If-Match: *.',
  }),
  enrolment_required: problem(422, 'An enrolment is required', 'Une inscription est requise', {
    en: 'Staff add students to their places: send an enrolment too. Admins may leave it out.',
    fr: 'Le personnel ajoute des étudiants à ses lieux : envoyez aussi une inscription. Les administrateurs peuvent l’omettre.',
  }),
  students_read_only: problem(403, 'Professors only read students', 'Les professeurs ne font que lire les étudiants', {
    en: 'Students are changed and exported by the staff of their university or UFR and by admins. Ask one of them.',
    fr: 'Les étudiants sont modifiés et exportés par le personnel de leur université ou UFR et par les administrateurs. Adressez-vous à eux.',
  }),
  dashboard_of_staff: problem(403, 'The dashboard is for staff', 'Le tableau de bord est pour le personnel', {
    en: 'The dashboard is read by the staff of universities and UFRs and by admins. Read lists of students and chapters instead.',
    fr: 'Le tableau de bord est lu par le personnel des universités et des UFR et par les administrateurs. Lisez plutôt les listes d’étudiants et de chapitres.',
  }),
  former_student: problem(403, 'Not enrolled with you in the open year', 'Pas inscrit chez vous dans l’année ouverte', {
    en: 'This student is not enrolled with you in the open year. Ask the staff of the place where the student is enrolled, or an admin, for the change.',
    fr: 'Cet étudiant n’est pas inscrit chez vous dans l’année ouverte. Demandez la modification au personnel du lieu où il est inscrit, ou à un administrateur.',
  }),
  student_number_taken: problem(409, 'Another student has this number', 'Un autre étudiant porte ce numéro', {
    en: 'There is a student with the number {number} already. Change that one, or correct the number.',
    fr: 'Il y a déjà un étudiant portant le numéro {number}. Modifiez-le, ou corrigez le numéro.',
  }),
  professor_not_found: problem(404, 'No such professor', 'Professeur inconnu', {
    en: 'There is no professor {id} within your scope. Read the list again.',
    fr: 'Il n’y a pas de professeur {id} dans votre périmètre. Relisez la liste.',
  }),
  unknown_subject: problem(422, 'Unknown subject', 'Matière inconnue', {
    en: 'At least one of these subjects does not exist. Read the subjects again.',
    fr: 'Au moins une de ces matières n’existe pas. Relisez les matières.',
  }),
  staff_not_found: problem(404, 'No such member of the staff', 'Membre du personnel inconnu', {
    en: 'There is no member of the staff {id}. Read the list again.',
    fr: 'Il n’y a pas de membre du personnel {id}. Relisez la liste.',
  }),
  unknown_account: problem(422, 'No such account', 'Compte inconnu', {
    en: 'There is no user {id} who has proven their address. Find the user with GET /v1/members, or invite the person.',
    fr: 'Il n’y a pas d’utilisateur {id} qui ait confirmé son adresse. Trouvez-le par GET /v1/members, ou invitez la personne.',
  }),
  account_taken: problem(409, 'The account is that of another one', 'Le compte est celui d’un autre', {
    en: 'The user {id} is another student, professor or member of the staff. Set the account of that one to null first.',
    fr: 'L’utilisateur {id} est un autre étudiant, professeur ou membre du personnel. Mettez d’abord le compte de celui-ci à null.',
  }),
  year_not_begun: problem(409, 'The year has not begun', 'L’année n’a pas commencé', {
    en: 'Nobody passes out of the year {id}, for it is still prepared. Name the one that is open, or one that is closed.',
    fr: 'Personne ne sort de l’année {id}, encore en préparation. Désignez celle qui est ouverte, ou une année close.',
  }),
  year_not_preparing: problem(409, 'The year is opened', 'L’année est ouverte', {
    en: 'Passages into the year {id} are planned, applied and undone before it opens. Change enrolments one by one, or by a roster.',
    fr: 'Les passages vers l’année {id} se prévoient, s’appliquent et s’annulent avant son ouverture. Modifiez les inscriptions une à une, ou par une liste.',
  }),
  passages_at_work: problem(409, 'Passages are at work', 'Des passages sont en cours', {
    en: 'A plan of passages into the year {id} is being applied or undone, or stopped in the middle. Let it end, or ask for it again; then open the year.',
    fr: 'Un plan de passages vers l’année {id} est en cours d’application ou d’annulation, ou s’est arrêté au milieu. Attendez sa fin ou relancez-le, puis ouvrez l’année.',
  }),
  rules_in_a_circle: problem(409, 'The rules lead in a circle', 'Les règles tournent en rond', {
    en: 'Whoever passes there comes back to this programme and the level {level} in some years. Choose another destination, or change the rules after it.',
    fr: 'Qui passe là revient à cette formation et au niveau {level} en quelques années. Choisissez une autre destination, ou modifiez les règles qui la suivent.',
  }),
  passage_plan_not_found: problem(404, 'No such plan of passages', 'Plan de passages inconnu', {
    en: 'There is no plan {id} within your scope. Plans are kept for two years.',
    fr: 'Il n’y a pas de plan {id} dans votre périmètre. Les plans sont gardés deux ans.',
  }),
  passage_plan_state: problem(409, 'The state of the plan does not allow this', 'L’état du plan ne le permet pas', {
    en: 'The plan is {state}. One that is planned is changed and applied once, and one that is applied is undone once. Wait where it is at work, or make another plan.',
    fr: 'Le plan est à l’état {state}. Un plan à l’état planned se modifie et s’applique une fois, un plan à l’état applied s’annule une fois. Attendez s’il est en cours, ou faites un autre plan.',
  }),
});

/** An error about a field of the body, which `errors` names with the text of the error. */
export function aboutField(
  code: keyof typeof campusProblems,
  pointer: string,
  about: { readonly id?: string } = {},
): Problem {
  const make = campusProblems[code];
  return make(about, inBody(code, pointer, make(about).detail));
}
