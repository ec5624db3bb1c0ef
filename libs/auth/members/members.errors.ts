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
      en: 'Nobody gives a role that may do more than they may, nor touches whoever has it. The role here is {role}; you can give: {roles}. Ask an owner; operators: use a key with every permission that GET /v1/members/roles names for that role.',
      fr: 'Nul ne donne un rôle qui permet plus que le sien, ni ne touche à qui le porte. Le rôle ici est {role} ; vous pouvez donner : {roles}. Demandez à un propriétaire (owner) ; exploitants : utilisez une clé qui porte chacun des droits que GET /v1/members/roles nomme pour ce rôle.',
    },
  },
  no_longer_allowed: {
    status: 403,
    title: { en: 'No longer allowed', fr: 'Plus permis' },
    detail: {
      en: 'Your role was changed, your account closed or your key revoked while you asked. Sign in again to see what you may do now, or use another key.',
      fr: 'Votre rôle a changé, votre compte a été fermé ou votre clé révoquée pendant votre demande. Reconnectez-vous pour voir ce qui vous est permis, ou utilisez une autre clé.',
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
