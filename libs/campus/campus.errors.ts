import { defineProblems, problem } from '#platform/problems';

export const campusProblems = defineProblems('campus', {
  no_campus_scope: problem(403, 'Neither student, professor nor staff', 'Ni étudiant, ni professeur, ni personnel', {
    en: 'This account is not that of a student, a professor or a member of the staff. Ask an admin to link it. API keys reach the routes of admins alone.',
    fr: 'Ce compte n’est celui d’aucun étudiant, professeur ou membre du personnel. Demandez à un administrateur de le relier. Les clés d’API n’atteignent que les routes des administrateurs.',
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
    en: 'Students are changed by the staff of their university or UFR and by admins. Ask one of them.',
    fr: 'Les étudiants sont modifiés par le personnel de leur université ou UFR et par les administrateurs. Adressez-vous à eux.',
  }),
  programme_not_found: problem(404, 'No such programme', 'Formation inconnue', {
    en: 'There is no programme {id} within your scope that takes students. Read the structure again.',
    fr: 'Il n’y a pas de formation {id} dans votre périmètre qui accueille des étudiants. Relisez la structure.',
  }),
  year_not_found: problem(404, 'No such academic year', 'Année universitaire inconnue', {
    en: 'There is no academic year {id}. Read the structure again.',
    fr: 'Il n’y a pas d’année universitaire {id}. Relisez la structure.',
  }),
  level_not_offered: problem(422, 'The programme does not have this level', 'La formation n’a pas ce niveau', {
    en: 'The programme has the levels {levels}, not {level}. Choose one of them.',
    fr: 'La formation a les niveaux {levels}, pas {level}. Choisissez-en un.',
  }),
  student_number_taken: problem(409, 'Another student has this number', 'Un autre étudiant porte ce numéro', {
    en: 'There is a student with the number {number} already. Change that one, or correct the number.',
    fr: 'Il y a déjà un étudiant portant le numéro {number}. Modifiez-le, ou corrigez le numéro.',
  }),
  address_taken: problem(409, 'Another person has this address', 'Une autre personne a cette adresse', {
    en: 'The address {email} is that of another one of them. Change that one, or correct the address.',
    fr: 'L’adresse {email} est celle d’une autre personne de la liste. Modifiez celle-ci, ou corrigez l’adresse.',
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
  unknown_place: problem(422, 'Unknown university or UFR', 'Université ou UFR inconnue', {
    en: 'At least one of these places does not exist, or its UFR is of another university. Read the structure again.',
    fr: 'Au moins un de ces lieux n’existe pas, ou son UFR est d’une autre université. Relisez la structure.',
  }),
});
