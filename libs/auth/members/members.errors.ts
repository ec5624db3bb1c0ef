import { defineProblems } from '#platform/problems';

export const membersProblems = defineProblems('auth', {
  member_not_found: {
    status: 404,
    title: { en: 'Unknown member', fr: 'Membre inconnu' },
    detail: {
      en: 'There is no member {id}: they may have been deleted. GET /v1/members lists those there are.',
      fr: 'Il n’y a pas de membre {id} : il a peut-être été supprimé. GET /v1/members donne la liste de ceux qui existent.',
    },
  },
  role_too_high: {
    status: 403,
    title: { en: 'Role too high', fr: 'Rôle trop élevé' },
    detail: {
      en: 'Only owners may touch owners, make them or invite them. Ask an owner to do it.',
      fr: 'Seul un propriétaire (owner) peut toucher à un propriétaire, en nommer ou en inviter un. Demandez à un propriétaire de le faire.',
    },
  },
  no_longer_allowed: {
    status: 403,
    title: { en: 'No longer allowed', fr: 'Plus permis' },
    detail: {
      en: 'Your role was changed or your account closed while you asked. Sign in again to see what you may do now.',
      fr: 'Votre rôle a changé ou votre compte a été fermé pendant votre demande. Reconnectez-vous pour voir ce qui vous est permis.',
    },
  },
  last_owner: {
    status: 409,
    title: { en: 'Last owner', fr: 'Dernier propriétaire' },
    detail: {
      en: 'Nobody else is an active owner, and without one nobody could take this back. Make another member an owner first.',
      fr: 'Personne d’autre n’est propriétaire (owner) actif, et sans propriétaire nul ne pourrait revenir en arrière. Nommez d’abord un autre propriétaire.',
    },
  },
  own_account: {
    status: 409,
    title: { en: 'Your own account', fr: 'Votre propre compte' },
    detail: {
      en: 'Nobody changes their own role, nor deactivates or deletes themselves here. Ask another admin, or leave by DELETE /v1/me.',
      fr: 'Nul ne change son propre rôle, ni ne se désactive ou se supprime ici. Demandez à un autre administrateur, ou partez par DELETE /v1/me.',
    },
  },
});
