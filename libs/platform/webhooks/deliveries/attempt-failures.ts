import type { LocalText } from '#platform/problems';

/** Why a try failed, by code, in plain words. */
export const attemptFailures: Readonly<Record<string, LocalText>> = {
  status_refused: {
    en: 'The receiver did not answer with a status from 200 to 299.',
    fr: 'Le destinataire n’a pas répondu avec un statut de 200 à 299.',
  },
  redirect_not_followed: {
    en: 'The receiver redirects, which is not followed: give the address that it redirects to.',
    fr: 'Le destinataire redirige, ce qui n’est pas suivi : donnez l’adresse vers laquelle il redirige.',
  },
  gone: {
    en: 'The receiver answered 410: it wants no more messages, so the webhook is disabled.',
    fr: 'Le destinataire a répondu 410 : il ne veut plus de messages, le webhook est donc désactivé.',
  },
  destination_refused: {
    en: 'The host does not exist, or the address leads to a network or a port that may not be requested, or by http to a public host.',
    fr: 'L’hôte n’existe pas, ou l’adresse mène à un réseau ou à un port qui ne peut être demandé, ou en http à un hôte public.',
  },
  host_unreachable: {
    en: 'The host took no connection, or closed it before it answered.',
    fr: 'L’hôte n’a pas accepté la connexion, ou l’a fermée avant de répondre.',
  },
  tls_failed: {
    en: 'There is no secure connection: check the certificate of the receiver.',
    fr: 'La connexion sécurisée a échoué : vérifiez le certificat du destinataire.',
  },
  answer_malformed: {
    en: 'The answer was not HTTP, or its headers were too long.',
    fr: 'La réponse n’était pas du HTTP, ou ses en-têtes étaient trop longs.',
  },
  // Of tries in the log from when bodies counted.
  answer_too_large: {
    en: 'The answer was longer than a megabyte.',
    fr: 'La réponse dépassait un mégaoctet.',
  },
  answer_timeout: {
    en: 'The receiver did not answer within 15 seconds.',
    fr: 'Le destinataire n’a pas répondu en 15 secondes.',
  },
  webhook_sealed: {
    en: 'The server cannot open the address or the secret of the webhook: its operator has to restore the master key.',
    fr: 'Le serveur ne peut ouvrir l’adresse ou le secret du webhook : son exploitant doit rétablir la clé maîtresse.',
  },
};
