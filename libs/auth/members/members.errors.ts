import { defineProblems, problem } from '#platform/problems';

export const membersProblems = defineProblems('auth', {
  member_not_found: problem(404, 'Unknown member', 'Membre inconnu', {
    en: 'There is no member {id}: it may have been deleted. List the members with GET /v1/members.',
    fr: 'Il n’y a pas de membre {id} : il a peut-être été supprimé. Listez les membres avec GET /v1/members.',
  }),
  role_too_high: problem(403, 'Role too high', 'Rôle trop élevé', {
    en: 'You cannot give the role {role} or change a member who has it, because it may do more than you. You can give: {roles}. Ask an owner; operators: use a key with every permission that GET /v1/members/roles lists for that role.',
    fr: 'Vous ne pouvez pas donner le rôle {role} ni modifier un membre qui l’a, car il permet plus que le vôtre. Vous pouvez donner : {roles}. Demandez à un propriétaire (owner) ; exploitants : utilisez une clé qui a tous les droits que GET /v1/members/roles indique pour ce rôle.',
  }),
  no_longer_allowed: problem(403, 'No longer allowed', 'Plus permis', {
    en: 'Your role was changed, your account closed or your key revoked during this request. Sign in again to get your current permissions, or use another key.',
    fr: 'Votre rôle a changé, votre compte a été fermé ou votre clé révoquée pendant cette requête. Reconnectez-vous pour obtenir vos droits actuels, ou utilisez une autre clé.',
  }),
  last_owner: problem(409, 'Last owner', 'Dernier propriétaire', {
    en: 'This member is the only active owner, and a tenant needs one. Make another member an owner first.',
    fr: 'Ce membre est le seul propriétaire (owner) actif, et il en faut un. Nommez d’abord un autre propriétaire.',
  }),
  own_account: problem(409, 'Your own account', 'Votre propre compte', {
    en: 'You cannot change your own role, or deactivate or delete yourself, here. Ask another admin, or delete your account with DELETE /v1/me.',
    fr: 'Vous ne pouvez pas ici changer votre propre rôle, ni vous désactiver ou vous supprimer. Demandez à un autre administrateur, ou supprimez votre compte avec DELETE /v1/me.',
  }),
  erasure_link_invalid: problem(400, 'The link does not work', 'Ce lien ne fonctionne pas', {
    en: 'The link was already used or copied incompletely, the erasure was cancelled or asked for by an administrator too, or its grace period is over. Open the whole link of the mail, or ask an administrator.',
    fr: 'Ce lien a déjà servi ou n’a pas été copié en entier, l’effacement a été annulé ou demandé aussi par un administrateur, ou son délai de grâce est écoulé. Ouvrez le lien entier du message, ou demandez à un administrateur.',
  }),
  erasure_pending: problem(409, 'Erasure pending', 'Effacement en attente', {
    en: 'The member {id} is to be erased, so they cannot come back. Cancel that first with DELETE /v1/members/{id}/erasure.',
    fr: 'Le membre {id} doit être effacé et ne peut donc revenir. Annulez d’abord l’effacement par DELETE /v1/members/{id}/erasure.',
  }),
});
