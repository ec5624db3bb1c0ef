import { describeExports, migration } from '#platform/database';

/** What the rows of the platform are to the person whose export they are in. */
export const PlatformInExports1763700008450 = migration(
  describeExports({
    'platform.erasures': {
      en: 'The erasure of your data that was asked for.',
      fr: 'L’effacement de vos données qui a été demandé.',
    },
    'platform.audit_lines': {
      en: 'What you did, as the audit trail has it.',
      fr: 'Ce que vous avez fait, d’après le journal d’audit.',
    },
    'platform.audit_chain': {
      en: 'What you did, as the audit trail has it.',
      fr: 'Ce que vous avez fait, d’après le journal d’audit.',
    },
    'platform.operations': {
      en: 'Slow work that you began, such as this export.',
      fr: 'Les travaux longs que vous avez lancés, comme cet export.',
    },
    'platform.person_keys': {
      en: 'That a key of yours exists, which seals what only you can read. The key itself is not in the export.',
      fr: 'L’existence de votre clé, qui scelle ce que vous seul pouvez lire. La clé elle-même n’est pas dans l’export.',
    },
  }),
);
