import { defineProblems, problem } from '#platform/problems';

export const invitationsProblems = defineProblems('auth', {
  invalid_invitation: problem(400, 'Invalid invitation', 'Invitation invalide', {
    en: 'An invitation needs an e-mail address and a role: member, editor, admin or owner.',
    fr: 'Une invitation demande une adresse électronique et un rôle : member, editor, admin ou owner.',
  }),
  already_member: problem(409, 'Already a member', 'Déjà membre', {
    en: 'This address already has an account here. Find it with GET /v1/members?search=… and change its role.',
    fr: 'Cette adresse a déjà un compte ici. Trouvez-le avec GET /v1/members?search=… et changez son rôle.',
  }),
  invitation_not_found: problem(404, 'Unknown invitation', 'Invitation inconnue', {
    en: 'There is no open invitation {id}: it was accepted, replaced or revoked. List the open ones with GET /v1/invitations.',
    fr: 'Il n’y a pas d’invitation {id} ouverte : elle a été acceptée, remplacée ou révoquée. Listez celles qui sont ouvertes avec GET /v1/invitations.',
  }),
  invitation_void: problem(400, 'The invitation is no longer valid', 'L’invitation n’est plus valable', {
    en: 'This link was already used, replaced or revoked, or is older than seven days. If you have an account, sign in; otherwise ask the person who invited you for a new invitation.',
    fr: 'Ce lien a déjà servi, a été remplacé ou révoqué, ou date de plus de sept jours. Si vous avez un compte, connectez-vous ; sinon demandez une nouvelle invitation à la personne qui vous a invité.',
  }),
});
