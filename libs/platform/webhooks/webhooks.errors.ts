import { defineProblems, problem } from '#platform/problems';

export const webhooksProblems = defineProblems('platform/webhooks', {
  webhook_not_found: problem(404, 'No such webhook', 'Webhook inconnu', {
    en: 'There is no webhook {id}. It may have been deleted: read the list again.',
    fr: 'Il n’y a pas de webhook {id}. Il a peut-être été supprimé : relisez la liste.',
  }),
  webhook_delivery_not_found: problem(404, 'No such delivery', 'Envoi inconnu', {
    en: 'This webhook has no delivery {id}. Deliveries are kept for 30 days.',
    fr: 'Ce webhook n’a pas d’envoi {id}. Les envois sont conservés 30 jours.',
  }),
  invalid_webhook_url: problem(400, 'Not an address for a webhook', 'Adresse de webhook invalide', {
    en: 'Give an https:// address of at most 2,000 characters, without spaces, control characters, a name and a password in it. Addresses by http are for tenants that may reach networks of their own: ask the operator.',
    fr: 'Donnez une adresse https:// de 2 000 caractères au plus, sans espace, caractère de contrôle, nom ni mot de passe. Les adresses http sont pour les locataires autorisés à atteindre leurs propres réseaux : demandez à l’exploitant.',
  }),
  unknown_webhook_event: problem(422, 'Unknown event', 'Événement inconnu', {
    en: 'There is no event {type}. GET /v1/webhooks/events lists them.',
    fr: 'Il n’y a pas d’événement {type}. GET /v1/webhooks/events en donne la liste.',
  }),
  too_many_webhooks: problem(409, 'Too many webhooks', 'Trop de webhooks', {
    en: 'A tenant has {limit} webhooks at most. Delete one that is no longer needed.',
    fr: 'Un locataire a au plus {limit} webhooks. Supprimez-en un qui ne sert plus.',
  }),
  webhook_disabled: problem(409, 'The webhook is disabled', 'Le webhook est désactivé', {
    en: 'Nothing is sent to this webhook. Enable it first: PATCH it with "disabled": false.',
    fr: 'Rien n’est envoyé à ce webhook. Activez-le d’abord : PATCH avec "disabled": false.',
  }),
  too_many_waiting_messages: problem(409, 'Too many messages wait', 'Trop de messages en attente', {
    en: '{limit} messages wait for this webhook already. Read its deliveries to see why its receiver takes none, and send this one again once fewer wait.',
    fr: '{limit} messages attendent déjà pour ce webhook. Lisez ses envois pour voir pourquoi son destinataire n’en accepte pas, et renvoyez celui-ci quand il y en aura moins.',
  }),
  webhook_not_signed: problem(
    409,
    'Messages of this webhook are not signed',
    'Les messages de ce webhook ne sont pas signés',
    {
      en: 'Only webhooks of the form standard have a secret. The address of this one is its secret: change the address instead.',
      fr: 'Seuls les webhooks de forme standard ont un secret. L’adresse de celui-ci est son secret : changez plutôt l’adresse.',
    },
  ),
  webhook_sealed: problem(503, 'The webhook cannot be read', 'Le webhook est illisible', {
    en: 'The webhook is encrypted, and this service lacks the key for now. Try again later, or create the webhook again.',
    fr: 'Le webhook est chiffré, et ce service n’en a pas la clé pour le moment. Réessayez plus tard, ou recréez le webhook.',
    operators: {
      en: 'The keys of the servers do not open it: restore PALIER_MASTER_KEY or master.key, or add the former key to PALIER_OTHER_MASTER_KEYS.',
      fr: 'Les clés des serveurs ne l’ouvrent pas : rétablissez PALIER_MASTER_KEY ou master.key, ou ajoutez l’ancienne clé à PALIER_OTHER_MASTER_KEYS.',
    },
  }),
});
