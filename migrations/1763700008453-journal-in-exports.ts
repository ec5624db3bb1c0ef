import { describeExports, migration } from '#platform/database';

/** What the rows of journal are to the person whose export they are in. */
export const JournalInExports1763700008453 = migration(
  describeExports({
    'journal.journals': { en: 'When you began your journal.', fr: 'Quand vous avez commencé votre journal.' },
    'journal.deletions': {
      en: 'What you deleted from your journal; its content is gone.',
      fr: 'Ce que vous avez supprimé de votre journal ; le contenu n’existe plus.',
    },
    'journal.entries': { en: 'The entries of your journal.', fr: 'Les entrées de votre journal.' },
    'journal.entry_versions': {
      en: 'What your entries said before you changed them.',
      fr: 'Ce que disaient vos entrées avant leurs modifications.',
    },
    'journal.addictions': { en: 'What you recover from.', fr: 'Ce dont vous vous libérez.' },
    'journal.relapses': { en: 'Your relapses.', fr: 'Vos rechutes.' },
    'journal.profiles': { en: 'How you want your journal.', fr: 'Vos réglages du journal.' },
    'journal.purchases': { en: 'What you bought.', fr: 'Vos achats.' },
    'journal.reminders': { en: 'Your reminders.', fr: 'Vos rappels.' },
    'journal.attachments': { en: 'The files of your entries.', fr: 'Les fichiers de vos entrées.' },
  }),
);
