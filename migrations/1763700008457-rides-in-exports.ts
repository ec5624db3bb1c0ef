import { describeExports, migration } from '#platform/database';

/** What the rows of rides are to the person whose export they are in. */
export const RidesInExports1763700008457 = migration(
  describeExports({
    'rides.profiles': { en: 'How you want your rides shown.', fr: 'Vos réglages d’affichage.' },
    'rides.weights': { en: 'What you weighed.', fr: 'Vos poids.' },
    'rides.rides': { en: 'Your rides, with their files.', fr: 'Vos sorties, avec leurs fichiers.' },
    'rides.tracks': { en: 'Where your rides went.', fr: 'Les tracés de vos sorties.' },
    'rides.bikes': { en: 'Your bikes.', fr: 'Vos vélos.' },
    'rides.goals': { en: 'Your goals.', fr: 'Vos objectifs.' },
    'rides.archives': { en: 'ZIPs of rides that you uploaded.', fr: 'Les ZIP de sorties que vous avez envoyés.' },
    'rides.archive_files': { en: 'The files of these ZIPs.', fr: 'Les fichiers de ces ZIP.' },
    'rides.ai_requests': {
      en: 'What you asked the model, and its answers.',
      fr: 'Vos questions au modèle et ses réponses.',
    },
    'rides.ai_user_budgets': { en: 'How much of the model you used.', fr: 'Ce que vous avez utilisé du modèle.' },
  }),
);
