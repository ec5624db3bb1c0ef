import { defineProblems, problem } from '#platform/problems';

export const apiKeysProblems = defineProblems('auth', {
  key_not_found: problem(404, 'Key not found', 'Clé introuvable', {
    en: 'There is no active key {id}. List your own keys with GET /v1/me/keys, or as an admin those of the tenant with GET /v1/keys.',
    fr: 'Il n’y a pas de clé {id} active. Listez vos clés avec GET /v1/me/keys ou, si vous êtes administrateur, celles du locataire avec GET /v1/keys.',
  }),
  key_scope_refused: problem(400, 'Scope not allowed for this key', 'Droit non permis pour cette clé', {
    en: 'This key cannot have the scope {scope}. A key gets only permissions that its creator holds and that are not reserved for signed-in people, in contexts that the tenant has; a publishable key can only send events, and a personal key can only do what programs do for one user. {choice}',
    fr: 'Cette clé ne peut pas avoir le droit {scope}. Une clé ne reçoit que des droits que son créateur possède et qui ne sont pas réservés aux personnes connectées, dans les contextes que possède le locataire ; une clé publiable ne peut qu’envoyer des événements, et une clé personnelle que ce que des programmes font pour un utilisateur. {choice}',
  }),
  key_expiry_past: problem(400, 'Expiry in the past', 'Expiration passée', {
    en: 'The key would already be expired. Give an expiresAt in the future, or none.',
    fr: 'La clé serait déjà expirée. Donnez un expiresAt dans le futur, ou aucun.',
  }),
  key_replaced: problem(409, 'Key already replaced', 'Clé déjà remplacée', {
    en: 'The key {id} was replaced by {successor} or has expired. Rotate its successor, or create a new key.',
    fr: 'La clé {id} a été remplacée par {successor} ou a expiré. Renouvelez son successeur, ou créez une nouvelle clé.',
  }),
  personal_key: problem(403, 'A key of one user', 'La clé d’un utilisateur', {
    en: 'The key {id} acts as one user, who alone can make another in its place. You can revoke it with DELETE /v1/keys/{id}.',
    fr: 'La clé {id} agit au nom d’un utilisateur, qui seul peut en créer une autre à sa place. Vous pouvez la révoquer avec DELETE /v1/keys/{id}.',
  }),
  too_many_personal_keys: problem(409, 'Too many personal keys', 'Trop de clés personnelles', {
    en: 'You have {most} personal keys in force already. Delete those that you use no more with DELETE /v1/me/keys/{id}.',
    fr: 'Vous avez déjà {most} clés personnelles en vigueur. Supprimez celles qui ne servent plus avec DELETE /v1/me/keys/{id}.',
  }),
  too_many_keys: problem(409, 'Too many keys', 'Trop de clés', {
    en: 'The tenant has {inForce} keys in force, of {most} at most. List them with GET /v1/keys, and revoke those that are used no more with DELETE /v1/keys/{id}; a key that was replaced counts until its overlap is over.',
    fr: 'Le locataire a {inForce} clés en vigueur, sur {most} au plus. Listez-les avec GET /v1/keys, et révoquez celles qui ne servent plus avec DELETE /v1/keys/{id} ; une clé remplacée compte jusqu’à la fin du recouvrement.',
  }),
  keys_of_operators: problem(403, 'Not for operators', 'Pas pour les exploitants', {
    en: 'These keys are for the members of a tenant. Create an operator’s key with "palier operator key create".',
    fr: 'Ces clés sont celles des membres d’un locataire. Créez une clé d’exploitant avec « palier operator key create ».',
  }),
});
