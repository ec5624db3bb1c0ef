import { describeExports, migration } from '#platform/database';

/** What the rows of catalog are to the person whose export they are in. */
export const CatalogInExports1763700008452 = migration(
  describeExports({
    'catalog.version_steps': {
      en: 'When you took a step in publishing an app.',
      fr: 'Quand vous avez fait une étape de la publication d’une application.',
    },
  }),
);
