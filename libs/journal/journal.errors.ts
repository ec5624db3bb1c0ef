import { defineProblems, problem } from '#platform/problems';

const sealed = {
  en: 'The keys of the servers do not open it: restore PALIER_MASTER_KEY or master.key, or add the former key to PALIER_OTHER_MASTER_KEYS.',
  fr: 'Les clés des serveurs ne l’ouvrent pas : rétablissez PALIER_MASTER_KEY ou master.key, ou ajoutez l’ancienne clé à PALIER_OTHER_MASTER_KEYS.',
};

export const journalProblems = defineProblems('journal', {
  entry_not_found: problem(404, 'No such entry', 'Entrée inconnue', {
    en: 'Your journal has no entry {id}. It may have been deleted, or be older than entries are kept.',
    fr: 'Votre journal n’a pas d’entrée {id}. Elle a peut-être été supprimée, ou dépasse la durée de conservation.',
  }),
  attachment_not_found: problem(404, 'No such file', 'Fichier inconnu', {
    en: 'This entry of your journal has no file {id}. It may have been deleted, or not be uploaded yet.',
    fr: 'Cette entrée de votre journal n’a pas de fichier {id}. Il a peut-être été supprimé, ou n’est pas encore envoyé.',
  }),
  attachment_differs: problem(409, 'Another file has this id', 'Un autre fichier a cet identifiant', {
    en: 'Your journal has a file {id} already, with another content or type or of another entry. Files never change: upload this one under a new id.',
    fr: 'Votre journal a déjà un fichier {id}, d’un autre contenu ou type, ou d’une autre entrée. Les fichiers ne changent jamais : envoyez celui-ci sous un nouvel identifiant.',
  }),
  too_many_attachments: problem(409, 'Too many files', 'Trop de fichiers', {
    en: 'An entry has at most {most} files. Delete some of them first.',
    fr: 'Une entrée a au plus {most} fichiers. Supprimez-en d’abord.',
  }),
  addiction_not_found: problem(404, 'No such addiction', 'Addiction inconnue', {
    en: 'Your journal has no addiction {id}. It may have been deleted: read the list again.',
    fr: 'Votre journal n’a pas d’addiction {id}. Elle a peut-être été supprimée : relisez la liste.',
  }),
  relapse_not_found: problem(404, 'No such relapse', 'Rechute inconnue', {
    en: 'Your journal has no relapse {id}. It may have been deleted, alone or with its addiction: read the list again.',
    fr: 'Votre journal n’a pas de rechute {id}. Elle a peut-être été supprimée, seule ou avec son addiction : relisez la liste.',
  }),
  reminder_not_found: problem(404, 'No such reminder', 'Rappel inconnu', {
    en: 'You have no reminder {id}. It may have been deleted: read the list again.',
    fr: 'Vous n’avez pas de rappel {id}. Il a peut-être été supprimé : relisez la liste.',
  }),
  too_many_reminders: problem(409, 'Too many reminders', 'Trop de rappels', {
    en: 'You have {most} reminders, which is all that are kept. Change one of them, or delete one first.',
    fr: 'Vous avez {most} rappels, le nombre le plus élevé possible. Modifiez l’un d’eux, ou supprimez-en un d’abord.',
  }),
  id_taken: problem(409, 'This id is taken', 'Cet identifiant est pris', {
    en: 'Your journal has or had something with the id {id}. Read it, and change it at its version, or create another under a new id.',
    fr: 'Votre journal contient ou a contenu un élément d’identifiant {id}. Lisez-le et modifiez-le à sa version, ou créez-en un autre sous un nouvel identifiant.',
  }),
  day_not_kept: problem(400, 'Not a day of the journal', 'Ce jour n’est pas dans le journal', {
    en: 'The journal takes days from {first} on, as long as entries are kept, to {last}. Give one of these; if it is right, check the clock of the device.',
    fr: 'Le journal accepte les jours du {first}, début de la période de conservation, au {last}. Donnez l’un d’eux ; si le jour est juste, vérifiez l’horloge de l’appareil.',
  }),
  day_out_of_range: problem(400, 'Not a possible day', 'Jour impossible', {
    en: 'Give a day from {first} to {last}. If it is right, check the clock of the device.',
    fr: 'Donnez un jour du {first} au {last}. Si le jour est juste, vérifiez l’horloge de l’appareil.',
  }),
  change_id_reused: problem(409, 'The change id is another change’s', 'L’identifiant est celui d’un autre changement', {
    en: 'A change of another record has this changeId already. Give each change a UUID of its own, and send it again.',
    fr: 'Un changement d’un autre élément a déjà ce changeId. Donnez à chaque changement son propre UUID, puis renvoyez-le.',
  }),
  earlier_change_refused: problem(409, 'An earlier change was refused', 'Un changement précédent a été refusé', {
    en: 'The request has an earlier change of the same record, which was refused or is in conflict. Resolve that one first, and make this change on top of the result.',
    fr: 'La requête contient un changement précédent du même élément, refusé ou en conflit. Résolvez-le d’abord, puis refaites ce changement sur le résultat.',
  }),
  progress_period_invalid: problem(400, 'No such period', 'Cette période n’existe pas', {
    en: 'Give from not before {first} and not after to, and at most {most} days in all.',
    fr: 'Donnez from au plus tôt le {first} et au plus tard à to, et {most} jours au plus en tout.',
  }),
  journal_sealed: problem(503, 'The journal cannot be read', 'Le journal est illisible', {
    en: 'The journal is encrypted, and this service lacks the key for now. Nothing was changed: try again later, and tell support if it stays so.',
    fr: 'Le journal est chiffré, et ce service n’en a pas la clé pour le moment. Rien n’a changé : réessayez plus tard, et prévenez le support si cela persiste.',
    operators: sealed,
  }),
  journal_key_lost: problem(410, 'The file cannot be read any more', 'Le fichier n’est plus lisible', {
    en: 'The server was restored without the key of this journal, so nobody can read what it sealed. What you write from now on has a new key. Send again what a device of yours still has.',
    fr: 'Le serveur a été restauré sans la clé de ce journal : personne ne peut lire ce qu’elle a scellé. Ce que vous écrivez désormais a une nouvelle clé. Renvoyez ce que l’un de vos appareils a encore.',
  }),
  premium_required: problem(402, 'Premium only', 'Réservé à Premium', {
    en: 'This needs Premium, which you do not have or no longer have. Buy one of /v1/journal/products. What you wrote stays yours: you can read, export and delete all of it.',
    fr: 'Cela demande Premium, que vous n’avez pas ou plus. Achetez l’un des produits de /v1/journal/products. Ce que vous avez écrit reste à vous : vous pouvez tout lire, exporter et supprimer.',
  }),
  receipt_refused: problem(422, 'Receipt refused', 'Reçu refusé', {
    en: 'The receipt is refused: {reason}. Send the signed transaction of this app as StoreKit gives it.',
    fr: 'Le reçu est refusé : {reason}. Envoyez la transaction signée de cette application telle que StoreKit la donne.',
  }),
  receipt_of_another: problem(403, 'Another user’s receipt', 'Reçu d’un autre utilisateur', {
    en: 'The purchase was not made with your id as its appAccountToken. Sign in with the account that made it.',
    fr: 'L’achat n’a pas été fait avec votre identifiant comme appAccountToken. Connectez-vous avec le compte qui l’a fait.',
  }),
  product_unknown: problem(422, 'Unknown product', 'Produit inconnu', {
    en: 'The tenant has no product {product}. Ask an admin to put it under /v1/journal/products with this id, and send it again.',
    fr: 'Le locataire n’a pas de produit {product}. Demandez à un administrateur de l’enregistrer sous /v1/journal/products avec cet identifiant, puis renvoyez-le.',
  }),
  product_id_taken: problem(409, 'Another product has this id', 'Un autre produit a cet identifiant', {
    en: 'Another product of the tenant has the same appStoreId or stripePriceId. Give each product ids of its own.',
    fr: 'Un autre produit du locataire a le même appStoreId ou stripePriceId. Donnez à chaque produit ses propres identifiants.',
  }),
  invalid_sku: problem(400, 'Invalid SKU', 'SKU invalide', {
    en: 'Give the SKU in 1 to 64 lower-case letters, digits, dots, hyphens and underscores, the first a letter or a digit.',
    fr: 'Donnez le SKU en 1 à 64 lettres minuscules, chiffres, points, tirets et tirets bas, en commençant par une lettre ou un chiffre.',
  }),
  payment_provider_not_found: problem(404, 'Unknown payment provider', 'Prestataire de paiement inconnu', {
    en: 'There is no payment provider of this name. Deliver events to app-store or stripe.',
    fr: 'Il n’y a pas de prestataire de paiement de ce nom. Livrez les évènements à app-store ou stripe.',
  }),
  event_not_signed: problem(400, 'Event not signed', 'Évènement non signé', {
    en: 'The event is not signed as this tenant expects it of the payment provider, or was signed more than five minutes ago. Compare the settings under /v1/journal/payment-providers with those of the provider.',
    fr: 'L’évènement n’est pas signé comme ce locataire l’attend du prestataire de paiement, ou l’a été il y a plus de cinq minutes. Comparez les réglages de /v1/journal/payment-providers avec ceux du prestataire.',
  }),
  provider_secret_sealed: problem(
    503,
    'The provider’s secret cannot be read',
    'Le secret du prestataire est illisible',
    {
      en: 'The secret of the payment provider is encrypted, and this service lacks the key for now. Try again later, or set the provider up again.',
      fr: 'Le secret du prestataire de paiement est chiffré, et ce service n’en a pas la clé pour le moment. Réessayez plus tard, ou configurez à nouveau le prestataire.',
      operators: sealed,
    },
  ),
});
