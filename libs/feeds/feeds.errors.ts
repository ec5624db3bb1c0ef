import { defineProblems, problem } from '#platform/problems';

export const feedsProblems = defineProblems('feeds', {
  subscription_not_found: problem(404, 'No such subscription', 'Abonnement inconnu', {
    en: 'There is no subscription {id}. It may have been deleted: read the list again.',
    fr: 'Il n’y a pas d’abonnement {id}. Il a peut-être été supprimé : relisez la liste.',
  }),
  post_not_found: problem(404, 'No such post', 'Article inconnu', {
    en: 'There is no post {id}. Posts are deleted with their subscription, and once they are older than posts are kept.',
    fr: 'Il n’y a pas d’article {id}. Les articles sont supprimés avec leur abonnement, et passé leur durée de conservation.',
  }),
  folder_not_found: problem(404, 'No such folder', 'Dossier inconnu', {
    en: 'There is no folder {id}. It may have been deleted: read the list again.',
    fr: 'Il n’y a pas de dossier {id}. Il a peut-être été supprimé : relisez la liste.',
  }),
  unknown_folder: problem(422, 'Unknown folder', 'Dossier inconnu', {
    en: 'There is no folder {id}. Create it first, or leave it out.',
    fr: 'Il n’y a pas de dossier {id}. Créez-le d’abord, ou n’en donnez pas.',
  }),
  folder_name_taken: problem(409, 'Another folder has this name', 'Un autre dossier porte ce nom', {
    en: 'There is a folder {name} already. Use it, or give this one another name.',
    fr: 'Il y a déjà un dossier {name}. Utilisez-le, ou donnez un autre nom à celui-ci.',
  }),
  unknown_subscription: problem(422, 'Unknown subscription', 'Abonnement inconnu', {
    en: 'There is no subscription {id}. It may have been deleted: read the list again.',
    fr: 'Il n’y a pas d’abonnement {id}. Il a peut-être été supprimé : relisez la liste.',
  }),
  filter_not_found: problem(404, 'No such filter', 'Filtre inconnu', {
    en: 'There is no filter {id}. It may have been deleted: read the list again.',
    fr: 'Il n’y a pas de filtre {id}. Il a peut-être été supprimé : relisez la liste.',
  }),
  filter_name_taken: problem(409, 'Another filter has this name', 'Un autre filtre porte ce nom', {
    en: 'There is a filter {name} already. Change it, or give this one another name.',
    fr: 'Il y a déjà un filtre {name}. Modifiez-le, ou donnez un autre nom à celui-ci.',
  }),
  too_many_filters: problem(409, 'Too many filters', 'Trop de filtres', {
    en: 'The team has {most} filters, which is all that are applied. Add terms to one of them, or delete one first.',
    fr: 'L’équipe a {most} filtres, le nombre le plus élevé possible. Ajoutez des termes à l’un d’eux, ou supprimez-en un d’abord.',
  }),
  label_not_found: problem(404, 'No such label', 'Étiquette inconnue', {
    en: 'You have no label {id}. It may have been deleted: read the list again.',
    fr: 'Vous n’avez pas d’étiquette {id}. Elle a peut-être été supprimée : relisez la liste.',
  }),
  unknown_label: problem(422, 'Unknown label', 'Étiquette inconnue', {
    en: 'You have no label {id}. Create it first, or leave it out.',
    fr: 'Vous n’avez pas d’étiquette {id}. Créez-la d’abord, ou n’en donnez pas.',
  }),
  label_name_taken: problem(409, 'Another label has this name', 'Une autre étiquette porte ce nom', {
    en: 'You have a label {name} already. Use it, or give this one another name.',
    fr: 'Vous avez déjà une étiquette {name}. Utilisez-la, ou donnez un autre nom à celle-ci.',
  }),
  too_many_labels: problem(409, 'Too many labels', 'Trop d’étiquettes', {
    en: 'You have {most} labels, which is all that are kept. Use one of them, or delete one first.',
    fr: 'Vous avez {most} étiquettes, le nombre le plus élevé possible. Utilisez-en une, ou supprimez-en une d’abord.',
  }),
  import_not_found: problem(404, 'No such import', 'Import inconnu', {
    en: 'There is no import {id}. What became of imported lines is kept for 30 days.',
    fr: 'Il n’y a pas d’import {id}. Le sort des lignes importées est conservé 30 jours.',
  }),
  already_subscribed: problem(409, 'Already subscribed', 'Déjà abonné', {
    en: 'The feed {url} is subscribed to already. Change that subscription instead.',
    fr: 'Le flux {url} est déjà suivi. Modifiez plutôt cet abonnement.',
  }),
  invalid_feed_address: problem(400, 'Not the address of a feed', 'Ce n’est pas l’adresse d’un flux', {
    en: 'Give the http or https address of a feed or of a site, of at most 2,000 characters.',
    fr: 'Donnez l’adresse http ou https d’un flux ou d’un site, de 2 000 caractères au plus.',
  }),
  reader_request_invalid: problem(400, 'Invalid feed reader request', 'Requête de lecteur de flux invalide', {
    en: 'The parameter {name} is missing, has a form that is not known, or too many values. Correct it as the Google Reader API has it.',
    fr: 'Le paramètre {name} manque, a une forme inconnue ou trop de valeurs. Corrigez-le comme le veut l’API de Google Reader.',
  }),
  no_feed_found: problem(422, 'No feed found', 'Aucun flux trouvé', {
    en: 'There is no feed at {url}, and the page there names none. Look on the site for the address of its RSS or Atom feed.',
    fr: 'Il n’y a pas de flux à {url}, et la page n’en indique aucun. Cherchez sur le site l’adresse de son flux RSS ou Atom.',
  }),
  feed_missing: problem(502, 'Nothing at the address', 'Rien à cette adresse', {
    en: 'The server of the feed has nothing at {url} (404). Look on the site for the new address of its feed, and subscribe to that.',
    fr: 'Le serveur du flux n’a rien à {url} (404). Cherchez sur le site la nouvelle adresse de son flux, et abonnez-vous à celle-ci.',
  }),
  feed_access_denied: problem(502, 'The server denies access', 'Le serveur refuse l’accès', {
    en: 'The server of the feed denies access ({status}). Open the address in a browser; where it needs a password, subscribe with credentials.',
    fr: 'Le serveur du flux refuse l’accès ({status}). Ouvrez l’adresse dans un navigateur ; si elle demande un mot de passe, abonnez-vous avec des identifiants.',
  }),
  feed_server_busy: problem(502, 'The server asks to wait', 'Le serveur demande d’attendre', {
    en: 'The server of the feed asks for fewer requests, or is overloaded ({status}). Try again later.',
    fr: 'Le serveur du flux demande moins de requêtes, ou est surchargé ({status}). Réessayez plus tard.',
  }),
  many_requests_for_host: problem(503, 'Many requests for one server', 'Beaucoup de requêtes pour un serveur', {
    en: 'Other requests wait for {host}, which gets two a second at most. Subscribe again in some minutes.',
    fr: 'D’autres requêtes attendent {host}, qui en reçoit deux par seconde au plus. Abonnez-vous à nouveau dans quelques minutes.',
  }),
  feed_server_failed: problem(502, 'The server of the feed failed', 'Le serveur du flux est en panne', {
    en: 'The server of the feed answered with a fault of its own ({status}). Try again later; tell its publisher if this lasts.',
    fr: 'Le serveur du flux a répondu par une erreur interne ({status}). Réessayez plus tard ; prévenez son éditeur si cela dure.',
  }),
  feed_answered: problem(502, 'No feed in the answer', 'Pas de flux dans la réponse', {
    en: 'The server of the feed answered {status} instead of a feed. Open the address in a browser, and tell its publisher.',
    fr: 'Le serveur du flux a répondu {status} au lieu d’un flux. Ouvrez l’adresse dans un navigateur, et prévenez son éditeur.',
  }),
  feed_gone: problem(410, 'The feed has ended', 'Le flux est terminé', {
    en: 'The server says that this feed is gone for good. Its posts stay; delete the subscription when you need it no more.',
    fr: 'Le serveur indique que ce flux n’existe plus. Ses articles restent ; supprimez l’abonnement quand il ne sert plus.',
  }),
  credentials_sealed: problem(503, 'The credentials cannot be read', 'Les identifiants sont illisibles', {
    en: 'The credentials of this feed are encrypted, and this service lacks the key for now. Try again later, or subscribe again.',
    fr: 'Les identifiants de ce flux sont chiffrés, et ce service n’en a pas la clé pour le moment. Réessayez plus tard, ou abonnez-vous à nouveau.',
    operators: {
      en: 'The keys of the servers do not open it: restore PALIER_MASTER_KEY or master.key, or add the former key to PALIER_OTHER_MASTER_KEYS.',
      fr: 'Les clés des serveurs ne l’ouvrent pas : rétablissez PALIER_MASTER_KEY ou master.key, ou ajoutez l’ancienne clé à PALIER_OTHER_MASTER_KEYS.',
    },
  }),
});
