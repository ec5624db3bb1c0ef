import { describeExports, migration } from '#platform/database';

/** What the rows of auth are to the person whose export they are in. */
export const AuthInExports1763700008451 = migration(
  describeExports({
    'auth.users': { en: 'Your account.', fr: 'Votre compte.' },
    'auth.api_keys': { en: 'API keys that you made.', fr: 'Les clés d’API que vous avez créées.' },
    'auth.sessions': { en: 'Where you are signed in.', fr: 'Là où vous êtes connecté.' },
    'auth.known_devices': {
      en: 'Devices that you signed in from.',
      fr: 'Les appareils depuis lesquels vous vous êtes connecté.',
    },
    'auth.invitations': { en: 'Invitations to your address.', fr: 'Les invitations envoyées à votre adresse.' },
  }),
);
