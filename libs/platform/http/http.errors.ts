import { defineProblems } from '#platform/problems';

/** The refusals of the HTTP layer, which no business rule makes. */
export const httpProblems = defineProblems('platform/http', {
  bad_request: {
    status: 400,
    title: { en: 'Bad request', fr: 'Requête incorrecte' },
    detail: {
      en: 'The request cannot be understood. Compare it with the operation at /docs.',
      fr: 'La requête ne peut pas être comprise. Comparez-la avec l’opération décrite sur /docs.',
    },
  },
  malformed_request: {
    status: 400,
    title: { en: 'Malformed request', fr: 'Requête mal formée' },
    detail: {
      en: 'What was received is not valid HTTP/1.1. Check the request line, the headers and any proxy on the way.',
      fr: 'Ce qui a été reçu n’est pas du HTTP/1.1 valide. Vérifiez la ligne de requête, les en-têtes et les éventuels mandataires.',
    },
  },
  missing_host: {
    status: 400,
    title: { en: 'Host header missing', fr: 'En-tête Host manquant' },
    detail: {
      en: 'HTTP/1.1 requires a Host header. Send one with the name of this server.',
      fr: 'HTTP/1.1 exige un en-tête Host. Envoyez-en un qui porte le nom de ce serveur.',
    },
  },
  repeated_host: {
    status: 400,
    title: { en: 'Host header repeated', fr: 'En-tête Host répété' },
    detail: {
      en: 'A request has one Host header (RFC 9112 §3.2), and this one has several. Send it with one, and check any proxy on the way.',
      fr: 'Une requête a un seul en-tête Host (RFC 9112 §3.2) et celle-ci en a plusieurs. N’en envoyez qu’un et vérifiez les éventuels mandataires.',
    },
  },
  invalid_url: {
    status: 400,
    title: { en: 'Invalid URL', fr: 'URL invalide' },
    detail: {
      en: 'The URL holds a forbidden character, or a percent-encoding that is not UTF-8. Encode it as RFC 3986 requires.',
      fr: 'L’URL contient un caractère interdit ou un encodage-pourcent qui n’est pas de l’UTF-8. Encodez-la selon la RFC 3986.',
    },
  },
  empty_body: {
    status: 400,
    title: { en: 'Empty body', fr: 'Corps vide' },
    detail: {
      en: 'The Content-Type announces JSON, yet the body is empty. Send a JSON value, or leave the header out.',
      fr: 'Le Content-Type annonce du JSON, mais le corps est vide. Envoyez une valeur JSON ou retirez cet en-tête.',
    },
  },
  incomplete_body: {
    status: 400,
    title: { en: 'Incomplete body', fr: 'Corps incomplet' },
    detail: {
      en: 'The body ended before the length that Content-Length announced. Send the whole body again.',
      fr: 'Le corps s’arrête avant la longueur annoncée par Content-Length. Renvoyez-le en entier.',
    },
  },
  invalid_utf8: {
    status: 400,
    title: { en: 'Body is not UTF-8', fr: 'Corps qui n’est pas en UTF-8' },
    detail: {
      en: 'The body holds bytes that are not UTF-8. Encode it as UTF-8 and send it again.',
      fr: 'Le corps contient des octets qui ne sont pas de l’UTF-8. Encodez-le en UTF-8 puis renvoyez-le.',
    },
  },
  invalid_json: {
    status: 400,
    title: { en: 'Invalid JSON', fr: 'JSON invalide' },
    detail: {
      en: 'The body is not valid JSON. Correct it and send it again; position, if present, is the offset of the fault.',
      fr: 'Le corps n’est pas du JSON valide. Corrigez-le puis renvoyez-le ; position, si elle est présente, indique l’endroit de l’erreur.',
    },
  },
  json_too_deep: {
    status: 400,
    title: { en: 'JSON too deep', fr: 'JSON trop profond' },
    detail: {
      en: 'Objects and arrays may be nested {limit} levels deep. Send a flatter body.',
      fr: 'Les objets et les tableaux peuvent s’imbriquer sur {limit} niveaux. Envoyez un corps plus plat.',
    },
  },
  validation_failed: {
    status: 400,
    title: { en: 'Validation failed', fr: 'Validation en échec' },
    detail: {
      en: 'Some values are not accepted. Correct those that errors[] lists and send the request again.',
      fr: 'Certaines valeurs ne sont pas acceptées. Corrigez celles que liste errors[] puis renvoyez la requête.',
    },
  },
  route_not_found: {
    status: 404,
    title: { en: 'No such route', fr: 'Route inexistante' },
    detail: {
      en: 'There is no route at this path. The routes are listed at /docs.',
      fr: 'Il n’y a pas de route à ce chemin. Les routes sont listées sur /docs.',
    },
  },
  not_found: {
    status: 404,
    title: { en: 'Not found', fr: 'Introuvable' },
    detail: {
      en: 'What this path names does not exist. Check the identifiers in it.',
      fr: 'Ce que désigne ce chemin n’existe pas. Vérifiez les identifiants qu’il contient.',
    },
  },
  method_not_allowed: {
    status: 405,
    title: { en: 'Method not allowed', fr: 'Méthode non autorisée' },
    detail: {
      en: 'This path answers only {allowed}. Use one of these methods.',
      fr: 'Ce chemin ne répond qu’à {allowed}. Utilisez l’une de ces méthodes.',
    },
  },
  request_timeout: {
    status: 408,
    title: { en: 'Request too slow', fr: 'Requête trop lente' },
    detail: {
      en: 'The request did not arrive completely in time. Send it again over a better connection, or make it smaller.',
      fr: 'La requête n’est pas arrivée entière à temps. Renvoyez-la avec une meilleure connexion, ou réduisez-la.',
    },
  },
  precondition_failed: {
    status: 412,
    title: { en: 'Changed meanwhile', fr: 'Modifié entre-temps' },
    detail: {
      en: 'The resource is no longer at the version that If-Match names. Read it again, then repeat the change.',
      fr: 'La ressource n’est plus à la version que nomme If-Match. Relisez-la, puis refaites la modification.',
    },
  },
  body_too_large: {
    status: 413,
    title: { en: 'Body too large', fr: 'Corps trop volumineux' },
    detail: {
      en: 'The body is larger than this server accepts. Send less at once.',
      fr: 'Le corps est plus volumineux que ce serveur ne l’accepte. Envoyez-en moins à la fois.',
    },
  },
  url_too_long: {
    status: 414,
    title: { en: 'URL too long', fr: 'URL trop longue' },
    detail: {
      en: 'A URL may have {limit} characters, and one path segment {segment}. Shorten it.',
      fr: 'Une URL peut avoir {limit} caractères, et un segment de chemin {segment}. Raccourcissez-la.',
    },
  },
  unsupported_media_type: {
    status: 415,
    title: { en: 'Unsupported media type', fr: 'Type de contenu non pris en charge' },
    detail: {
      en: 'This server accepts only JSON. Send the body with Content-Type: application/json and no Content-Encoding.',
      fr: 'Ce serveur n’accepte que du JSON. Envoyez le corps avec Content-Type: application/json et sans Content-Encoding.',
    },
  },
  expectation_failed: {
    status: 417,
    title: { en: 'Expectation failed', fr: 'Attente non satisfaite' },
    detail: {
      en: 'Only Expect: 100-continue is understood. Leave the Expect header out.',
      fr: 'Seul Expect: 100-continue est compris. Retirez l’en-tête Expect.',
    },
  },
  precondition_required: {
    status: 428,
    title: { en: 'If-Match required', fr: 'If-Match requis' },
    detail: {
      en: 'Send If-Match with the ETag of the version that you read, so that no other change is lost.',
      fr: 'Envoyez If-Match avec l’ETag de la version lue, pour qu’aucune autre modification ne soit perdue.',
    },
  },
  rate_limited: {
    status: 429,
    title: { en: 'Too many requests', fr: 'Trop de requêtes' },
    detail: {
      en: 'This address may send {limit} requests in {window} s. Try again in {seconds} s.',
      fr: 'Cette adresse peut envoyer {limit} requêtes en {window} s. Réessayez dans {seconds} s.',
    },
  },
  headers_too_large: {
    status: 431,
    title: { en: 'Headers too large', fr: 'En-têtes trop volumineux' },
    detail: {
      en: 'The headers are larger than this server accepts. Send fewer or shorter ones; cookies are not needed.',
      fr: 'Les en-têtes sont plus volumineux que ce serveur ne l’accepte. Envoyez-en moins ou de plus courts ; les cookies sont inutiles.',
    },
  },
  request_refused: {
    status: 400,
    title: { en: 'Request refused', fr: 'Requête refusée' },
    detail: {
      en: 'The request was refused with HTTP status {status}. Compare it with the operation at /docs.',
      fr: 'La requête a été refusée avec le statut HTTP {status}. Comparez-la avec l’opération décrite sur /docs.',
    },
  },
  internal_error: {
    status: 500,
    title: { en: 'Internal error', fr: 'Erreur interne' },
    detail: {
      en: 'Something went wrong on our side. Try again later; if it persists, give the requestId to support.',
      fr: 'Une erreur est survenue de notre côté. Réessayez plus tard ; si cela persiste, donnez le requestId au support.',
    },
  },
  service_unavailable: {
    status: 503,
    title: { en: 'Unavailable for now', fr: 'Indisponible pour le moment' },
    detail: {
      en: 'The server cannot answer now. Try again after the number of seconds in Retry-After.',
      fr: 'Le serveur ne peut pas répondre pour le moment. Réessayez après le nombre de secondes qu’indique Retry-After.',
    },
  },
  handler_timeout: {
    status: 503,
    title: { en: 'Answer took too long', fr: 'Réponse trop longue à venir' },
    detail: {
      en: 'The answer was not ready in time; a write may still have happened. Read before you try again.',
      fr: 'La réponse n’était pas prête à temps ; une écriture a pu avoir lieu. Relisez avant de réessayer.',
    },
  },
});
