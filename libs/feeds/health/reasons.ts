import type { outboundProblems } from '#platform/outbound';
import type { Locale, LocalText } from '#platform/problems';
import type { documentsProblems } from '../documents/documents.errors.js';
import type { feedsProblems } from '../feeds.errors.js';
import type { FailureReasonDto } from './health.dto.js';

type Code =
  | keyof typeof outboundProblems
  | Exclude<keyof typeof documentsProblems, 'opml_malformed' | 'opml_too_large'>
  | Extract<keyof typeof feedsProblems, `feed_${string}` | 'credentials_sealed'>;

/** What happened and what a team can do, by the code of the problem that a fetch failed of. */
const reasons: Readonly<Record<Code, LocalText>> = {
  destination_refused: {
    en: 'The server of the feed does not exist, or its address, or one that it redirects to, is not public and may not be requested. It is tried again later; if this lasts, open the address in a browser, and look for a new one on the site. For a host of your own network, ask the operator to allow that network, then subscribe again.',
    fr: 'Le serveur du flux n’existe pas, ou son adresse, ou celle vers laquelle elle redirige, n’est pas publique et ne peut être demandée. Il sera réessayé plus tard ; si cela dure, ouvrez l’adresse dans un navigateur, et cherchez la nouvelle sur le site. Pour un hôte de votre propre réseau, demandez à l’exploitant d’autoriser ce réseau, puis abonnez-vous à nouveau.',
  },
  host_unreachable: {
    en: 'The server of the feed does not answer. It is tried again later; if this lasts, open the address in a browser, and look for a new one on the site.',
    fr: 'Le serveur du flux ne répond pas. Il sera réessayé plus tard ; si cela dure, ouvrez l’adresse dans un navigateur, et cherchez la nouvelle sur le site.',
  },
  tls_failed: {
    en: 'No secure connection to the server of the feed can be made: its certificate may have expired. Tell its publisher.',
    fr: 'Aucune connexion sûre au serveur du flux n’est possible : son certificat a peut-être expiré. Prévenez son éditeur.',
  },
  answer_timeout: {
    en: 'The server of the feed answers too slowly. It is tried again later; tell its publisher if this lasts.',
    fr: 'Le serveur du flux répond trop lentement. Il sera réessayé plus tard ; prévenez son éditeur si cela dure.',
  },
  answer_too_large: {
    en: 'The feed is too large to be fetched. Ask its publisher for a feed of the latest entries.',
    fr: 'Le flux est trop volumineux pour être relevé. Demandez à son éditeur un flux des dernières entrées.',
  },
  answer_malformed: {
    en: 'What the server of the feed answers cannot be read. Tell its publisher if this lasts.',
    fr: 'La réponse du serveur du flux est illisible. Prévenez son éditeur si cela dure.',
  },
  too_many_redirects: {
    en: 'The address of the feed redirects in a circle, or too many times. Subscribe to the address at which it ends.',
    fr: 'L’adresse du flux redirige en boucle, ou trop de fois. Abonnez-vous à l’adresse à laquelle elle aboutit.',
  },
  not_a_feed: {
    en: 'There is no feed at this address any more, but something else. Look on the site for the new address of its feed, and subscribe to that.',
    fr: 'Il n’y a plus de flux à cette adresse, mais autre chose. Cherchez sur le site la nouvelle adresse de son flux, et abonnez-vous à celle-ci.',
  },
  feed_malformed: {
    en: 'The feed is too damaged to be read. Check it with a feed validator, and tell its publisher.',
    fr: 'Le flux est trop abîmé pour être lu. Vérifiez-le avec un validateur de flux, et prévenez son éditeur.',
  },
  feed_too_large: {
    en: 'The feed has too many entries to be read. Ask its publisher for a feed of the latest entries.',
    fr: 'Le flux a trop d’entrées pour être lu. Demandez à son éditeur un flux des dernières entrées.',
  },
  feed_parse_timeout: {
    en: 'The feed takes too long to read. Ask its publisher for a smaller or simpler one.',
    fr: 'La lecture du flux prend trop de temps. Demandez à son éditeur un flux plus court ou plus simple.',
  },
  documents_busy: {
    en: 'Palier was busy with other feeds. It is tried again soon; you need not do anything.',
    fr: 'Palier était occupé par d’autres flux. Il sera bientôt réessayé ; vous n’avez rien à faire.',
  },
  feed_missing: {
    en: 'There is nothing at the address of the feed any more (404). It is tried again; look on the site for the new address, and subscribe to that.',
    fr: 'Il n’y a plus rien à l’adresse du flux (404). Il sera réessayé ; cherchez sur le site la nouvelle adresse, et abonnez-vous à celle-ci.',
  },
  feed_access_denied: {
    en: 'The server of the feed denies access. Open the address in a browser; where it needs a password, subscribe again with credentials.',
    fr: 'Le serveur du flux refuse l’accès. Ouvrez l’adresse dans un navigateur ; si elle demande un mot de passe, abonnez-vous à nouveau avec des identifiants.',
  },
  feed_server_busy: {
    en: 'The server of the feed is overloaded, or asks for fewer requests. It is tried again later; you need not do anything.',
    fr: 'Le serveur du flux est surchargé, ou demande moins de requêtes. Il sera réessayé plus tard ; vous n’avez rien à faire.',
  },
  feed_server_failed: {
    en: 'The server of the feed answers with a fault of its own. It is tried again later; tell its publisher if this lasts.',
    fr: 'Le serveur du flux répond par une erreur interne. Il sera réessayé plus tard ; prévenez son éditeur si cela dure.',
  },
  feed_answered: {
    en: 'The server of the feed answers something else than a feed. Open the address in a browser, and tell its publisher.',
    fr: 'Le serveur du flux répond autre chose qu’un flux. Ouvrez l’adresse dans un navigateur, et prévenez son éditeur.',
  },
  feed_gone: {
    en: 'The server says that this feed is gone for good. Its posts stay; delete the subscription when you need it no more.',
    fr: 'Le serveur indique que ce flux n’existe plus. Ses articles restent ; supprimez l’abonnement quand il ne sert plus.',
  },
  credentials_sealed: {
    en: 'The credentials of this feed cannot be read any more. Ask the operator to restore the master key, or subscribe again with credentials.',
    fr: 'Les identifiants de ce flux ne sont plus lisibles. Demandez à l’exploitant de rétablir la clé maîtresse, ou abonnez-vous à nouveau avec des identifiants.',
  },
};

/** Where the fault is not one of the feed. */
const fault: LocalText = {
  en: 'The feed could not be stored, by a fault of Palier. It is tried again later; tell the operator if this lasts.',
  fr: 'Le flux n’a pas pu être enregistré, par une faute de Palier. Il sera réessayé plus tard ; prévenez l’exploitant si cela dure.',
};

/** Why a fetch failed, in plain words. */
export function reasonOf(code: string | null, locale: Locale): FailureReasonDto | null {
  if (code === null) return null;
  return { code, detail: (reasons[code as Code] ?? fault)[locale] };
}
