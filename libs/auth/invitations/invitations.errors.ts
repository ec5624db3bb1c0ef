import { defineProblems } from '#platform/problems';

export const invitationsProblems = defineProblems('auth', {
  invalid_invitation: {
    status: 400,
    title: { en: 'Invalid invitation', fr: 'Invitation invalide' },
    detail: {
      en: 'An invitation needs an e-mail address and a role: member, editor, admin or owner.',
      fr: 'Une invitation demande une adresse électronique et un rôle : member, editor, admin ou owner.',
    },
  },
  already_member: {
    status: 409,
    title: { en: 'Already a member', fr: 'Déjà membre' },
    detail: {
      en: 'This address has an account here already. Look it up by GET /v1/members?search=… and change its role there.',
      fr: 'Cette adresse a déjà un compte ici. Cherchez-la par GET /v1/members?search=… et changez-y son rôle.',
    },
  },
  invitation_not_found: {
    status: 404,
    title: { en: 'Unknown invitation', fr: 'Invitation inconnue' },
    detail: {
      en: 'No invitation {id} is open: it was accepted, replaced or taken back. GET /v1/invitations lists those that are.',
      fr: 'Aucune invitation {id} n’est ouverte : elle a été acceptée, remplacée ou retirée. GET /v1/invitations donne la liste de celles qui le sont.',
    },
  },
  invitation_void: {
    status: 400,
    title: { en: 'The invitation is no longer valid', fr: 'L’invitation n’est plus valable' },
    detail: {
      en: 'This link was used, replaced, taken back, or is older than seven days. If you have an account, sign in; else ask whoever invited you for another.',
      fr: 'Ce lien a été utilisé, remplacé, retiré, ou date de plus de sept jours. Si vous avez un compte, connectez-vous ; sinon demandez-en un autre à qui vous a invité.',
    },
  },
});
