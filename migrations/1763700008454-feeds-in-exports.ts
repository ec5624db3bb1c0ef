import { describeExports, migration } from '#platform/database';

/** What the rows of feeds are to the person whose export they are in. */
export const FeedsInExports1763700008454 = migration(
  describeExports({
    'feeds.read_marks': { en: 'Up to where you have read each feed.', fr: 'Jusqu’où vous avez lu chaque flux.' },
    'feeds.post_states': {
      en: 'Posts that you read or starred.',
      fr: 'Les articles que vous avez lus ou marqués d’une étoile.',
    },
    'feeds.labels': { en: 'Your labels.', fr: 'Vos étiquettes.' },
    'feeds.labelled_posts': { en: 'Which posts have your labels.', fr: 'Les articles qui ont vos étiquettes.' },
  }),
);
