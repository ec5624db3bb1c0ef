import { defineProblems } from '#platform/problems';

export const apiKeysProblems = defineProblems('auth', {
  key_not_found: {
    status: 404,
    title: { en: 'Key not found', fr: 'Clé introuvable' },
    detail: {
      en: 'There is no key {id} that is not revoked. GET /v1/keys lists those that there are.',
      fr: 'Aucune clé {id} non révoquée n’existe. GET /v1/keys donne la liste de celles qui existent.',
    },
  },
  key_scope_refused: {
    status: 400,
    title: { en: 'Scope not for this key', fr: 'Droit impossible pour cette clé' },
    detail: {
      en: 'This key cannot hold {scope}. A key holds no more than whoever makes it, nothing that only people do, and a publishable one can only hand events in. You can give: {scopes}.',
      fr: 'Cette clé ne peut pas porter {scope}. Une clé ne porte rien de plus que la personne qui la crée, rien de ce que seules des personnes font, et une clé publiable ne peut que déposer des événements. Vous pouvez donner : {scopes}.',
    },
  },
  key_expiry_past: {
    status: 400,
    title: { en: 'Expiry in the past', fr: 'Expiration passée' },
    detail: {
      en: 'The key would be expired already. Give an expiresAt that is still to come, or none.',
      fr: 'La clé serait déjà expirée. Donnez un expiresAt à venir, ou aucun.',
    },
  },
  key_replaced: {
    status: 409,
    title: { en: 'Key replaced already', fr: 'Clé déjà remplacée' },
    detail: {
      en: 'The key {id} has a successor, {successor}, or is expired. Rotate the successor, or create a key.',
      fr: 'La clé {id} a un successeur, {successor}, ou est expirée. Renouvelez le successeur, ou créez une clé.',
    },
  },
  keys_of_operators: {
    status: 403,
    title: { en: 'Not for operators', fr: 'Pas pour les exploitants' },
    detail: {
      en: 'These keys are for the members of a tenant. Make an operator’s key with "palier operator key create".',
      fr: 'Ces clés sont celles des membres d’un locataire. Créez une clé d’exploitant avec « palier operator key create ».',
    },
  },
});
