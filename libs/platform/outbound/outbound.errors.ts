import { defineProblems, problem } from '#platform/problems';

export const outboundProblems = defineProblems('platform/outbound', {
  // One text for every reason, also for a name that does not exist: another one would tell which names there are inside
  // our network, or what they stand for.
  destination_refused: problem(422, 'This address may not be requested', 'Cette adresse ne peut être demandée', {
    en: 'The host of this address does not exist, or may not be requested: requests go to public addresses only, by http or https, on port 80, 443, or one above 1023. Check the name, and where the address redirects to. For a host of your own network, ask the operator to allow that network.',
    fr: 'L’hôte de cette adresse n’existe pas ou ne peut être demandé : les requêtes ne vont qu’à des adresses publiques, en http ou https, sur le port 80, 443 ou un port au-dessus de 1023. Vérifiez le nom, et vers où l’adresse redirige. Pour un hôte de votre propre réseau, demandez à l’exploitant d’autoriser ce réseau.',
  }),
  host_unreachable: problem(502, 'The host cannot be reached', 'L’hôte est injoignable', {
    en: 'The host of this address does not answer ({reason}). Check the port; if it is right, try again later.',
    fr: 'L’hôte de cette adresse ne répond pas ({reason}). Vérifiez le port ; s’il est juste, réessayez plus tard.',
  }),
  tls_failed: problem(502, 'No secure connection', 'Pas de connexion sûre', {
    en: 'No secure connection to the host could be made ({reason}). Ask who runs it to check its certificate, or correct the address.',
    fr: 'Aucune connexion sûre à l’hôte n’a pu être établie ({reason}). Demandez à qui l’exploite de vérifier son certificat, ou corrigez l’adresse.',
  }),
  answer_timeout: problem(504, 'The host answers too slowly', 'L’hôte répond trop lentement', {
    en: 'The host did not answer completely within {ms} ms. Try again later, or ask who runs it.',
    fr: 'L’hôte n’a pas répondu entièrement en {ms} ms. Réessayez plus tard, ou demandez à qui l’exploite.',
  }),
  answer_too_large: problem(502, 'The answer is too large', 'La réponse est trop grande', {
    en: 'The host answered with more than {limit} bytes. Give the address of something smaller.',
    fr: 'L’hôte a répondu avec plus de {limit} octets. Donnez l’adresse d’une ressource plus petite.',
  }),
  answer_malformed: problem(502, 'The answer cannot be read', 'La réponse est illisible', {
    en: 'What the host answered cannot be read: {reason}. Check the address, or ask who runs the host.',
    fr: 'La réponse de l’hôte est illisible : {reason}. Vérifiez l’adresse, ou demandez à qui exploite l’hôte.',
  }),
  too_many_redirects: problem(502, 'Too many redirects', 'Trop de redirections', {
    en: 'The address redirects in a circle, or more than {limit} times. Give the address at which it ends.',
    fr: 'L’adresse redirige en boucle, ou plus de {limit} fois. Donnez l’adresse à laquelle elle aboutit.',
  }),
});
