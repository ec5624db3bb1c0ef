import { describeExports, migration } from '#platform/database';

/** What the rows of campus are to the person whose export they are in. */
export const CampusInExports1763700008456 = migration(
  describeExports({
    'campus.students': { en: 'You as a student.', fr: 'Vous, en tant qu’étudiant.' },
    'campus.enrolments': { en: 'Where you are enrolled.', fr: 'Vos inscriptions.' },
    'campus.professors': { en: 'You as a professor.', fr: 'Vous, en tant que professeur.' },
    'campus.professor_subjects': { en: 'Subjects that you teach.', fr: 'Les matières que vous enseignez.' },
    'campus.staff': { en: 'You as a member of the staff.', fr: 'Vous, en tant que membre du personnel.' },
    'campus.staff_places': { en: 'Where you work.', fr: 'Là où vous travaillez.' },
    'campus.chapters': { en: 'Chapters that you wrote.', fr: 'Les chapitres que vous avez écrits.' },
    'campus.attachments': { en: 'Files of your chapters.', fr: 'Les fichiers de vos chapitres.' },
    'campus.roster_lines': {
      en: 'You on lists of students that the university sent.',
      fr: 'Vous, sur les listes d’étudiants que l’université a envoyées.',
    },
    'campus.comments': { en: 'Your comments.', fr: 'Vos commentaires.' },
    'campus.announcements': { en: 'Announcements that you made.', fr: 'Les annonces que vous avez faites.' },
    'campus.notifications': { en: 'Your notifications.', fr: 'Vos notifications.' },
    'campus.notification_settings': {
      en: 'Of what you do not want to be notified.',
      fr: 'Ce dont vous ne voulez pas être averti.',
    },
    'campus.passage_decisions': {
      en: 'What was decided about you at the end of a year.',
      fr: 'Ce qui a été décidé pour vous en fin d’année.',
    },
    'campus.passage_lines': { en: 'Where you go in the next year.', fr: 'Où vous irez l’année suivante.' },
  }),
);
