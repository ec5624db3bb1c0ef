import { defineProblems, problem } from '#platform/problems';

/** The refusals of the HTTP layer, which no business rule makes. */
export const httpProblems = defineProblems('platform/http', {
  bad_request: problem(400, 'Bad request', 'Requête incorrecte', {
    en: 'The request cannot be understood. Compare it with the operation at /docs.',
    fr: 'La requête ne peut pas être comprise. Comparez-la avec l’opération décrite sur /docs.',
  }),
  malformed_request: problem(400, 'Malformed request', 'Requête mal formée', {
    en: 'What was received is not valid HTTP/1.1. Check the request line, the headers and any proxy on the way.',
    fr: 'Ce qui a été reçu n’est pas du HTTP/1.1 valide. Vérifiez la ligne de requête, les en-têtes et les éventuels mandataires.',
  }),
  missing_host: problem(400, 'Host header missing', 'En-tête Host manquant', {
    en: 'HTTP/1.1 requires a Host header. Send one with the name of this server.',
    fr: 'HTTP/1.1 exige un en-tête Host. Envoyez-en un qui porte le nom de ce serveur.',
  }),
  repeated_host: problem(400, 'Host header repeated', 'En-tête Host répété', {
    en: 'A request has one Host header (RFC 9112 §3.2), and this one has several. Send it with one, and check any proxy on the way.',
    fr: 'Une requête a un seul en-tête Host (RFC 9112 §3.2) et celle-ci en a plusieurs. N’en envoyez qu’un et vérifiez les éventuels mandataires.',
  }),
  invalid_url: problem(400, 'Invalid URL', 'URL invalide', {
    en: 'The URL holds a forbidden character, or a percent-encoding that is not UTF-8. Encode it as RFC 3986 requires.',
    fr: 'L’URL contient un caractère interdit ou un encodage-pourcent qui n’est pas de l’UTF-8. Encodez-la selon la RFC 3986.',
  }),
  empty_body: problem(400, 'Empty body', 'Corps vide', {
    en: 'This operation takes a body, and the request has none. Send one with a Content-Type among: {types}.',
    fr: 'Cette opération attend un corps et la requête n’en a pas. Envoyez-en un avec un Content-Type parmi : {types}.',
  }),
  incomplete_body: problem(400, 'Incomplete body', 'Corps incomplet', {
    en: 'The body ended before the length that Content-Length announced. Send the whole body again.',
    fr: 'Le corps s’arrête avant la longueur annoncée par Content-Length. Renvoyez-le en entier.',
  }),
  invalid_content_digest: problem(400, 'Invalid digest', 'Empreinte invalide', {
    en: 'Content-Digest or Repr-Digest cannot be used as errors[] says. Send the SHA-256 of the body, or leave the header out.',
    fr: 'Content-Digest ou Repr-Digest est inutilisable, comme le dit errors[]. Envoyez le SHA-256 du corps, ou retirez l’en-tête.',
  }),
  // 400 like an incomplete body: the bytes were damaged on the way, or the client computed their digest wrongly.
  content_digest_mismatch: problem(400, 'Body unlike its digest', 'Corps non conforme à son empreinte', {
    en: 'The SHA-256 of the body received is not the announced one. Compute it from the bytes that you send, and send them again.',
    fr: 'Le SHA-256 du corps reçu n’est pas celui annoncé. Calculez-le sur les octets que vous envoyez, puis renvoyez-les.',
  }),
  invalid_gzip: problem(400, 'Invalid gzip', 'Gzip invalide', {
    en: 'The body is not one complete gzip stream. Compress it anew and send all of it, or send it without Content-Encoding.',
    fr: 'Le corps n’est pas un flux gzip complet et unique. Compressez-le à nouveau et envoyez-le en entier, ou envoyez-le sans Content-Encoding.',
  }),
  invalid_utf8: problem(400, 'Body is not UTF-8', 'Corps qui n’est pas en UTF-8', {
    en: 'The body holds bytes that are not UTF-8. Encode it as UTF-8 and send it again.',
    fr: 'Le corps contient des octets qui ne sont pas de l’UTF-8. Encodez-le en UTF-8 puis renvoyez-le.',
  }),
  invalid_json: problem(400, 'Invalid JSON', 'JSON invalide', {
    en: 'The body is not valid JSON. Correct it and send it again; position, if present, is the offset of the fault.',
    fr: 'Le corps n’est pas du JSON valide. Corrigez-le puis renvoyez-le ; position, si elle est présente, indique l’endroit de l’erreur.',
  }),
  json_too_deep: problem(400, 'JSON too deep', 'JSON trop profond', {
    en: 'Objects and arrays may be nested {limit} levels deep. Send a flatter body.',
    fr: 'Les objets et les tableaux peuvent s’imbriquer sur {limit} niveaux. Envoyez un corps plus plat.',
  }),
  validation_failed: problem(400, 'Validation failed', 'Validation en échec', {
    en: 'Some values are not accepted. Correct those that errors[] lists and send the request again.',
    fr: 'Certaines valeurs ne sont pas acceptées. Corrigez celles que liste errors[] puis renvoyez la requête.',
  }),
  etag_without_quotes: problem(400, 'ETag without quotes', 'ETag sans guillemets', {
    en: 'If-Match is {given}, which has no quotes. Send the ETag as it came, with its quotes, as in If-Match: "v3".',
    fr: 'If-Match vaut {given}, sans guillemets. Envoyez l’ETag tel que vous l’avez reçu, avec ses guillemets, comme dans If-Match: "v3".',
  }),
  route_not_found: problem(404, 'No such route', 'Route inexistante', {
    en: 'There is no route at this path. The routes are listed at /docs.',
    fr: 'Il n’y a pas de route à ce chemin. Les routes sont listées sur /docs.',
  }),
  not_found: problem(404, 'Not found', 'Introuvable', {
    en: 'What this path names does not exist. Check the identifiers in it.',
    fr: 'Ce que désigne ce chemin n’existe pas. Vérifiez les identifiants qu’il contient.',
  }),
  method_not_allowed: problem(405, 'Method not allowed', 'Méthode non autorisée', {
    en: 'This path answers only {allowed}. Use one of these methods.',
    fr: 'Ce chemin ne répond qu’à {allowed}. Utilisez l’une de ces méthodes.',
  }),
  request_timeout: problem(408, 'Request too slow', 'Requête trop lente', {
    en: 'The request did not arrive completely in time. Send it again over a better connection, or make it smaller.',
    fr: 'La requête n’est pas arrivée entière à temps. Renvoyez-la avec une meilleure connexion, ou réduisez-la.',
  }),
  precondition_failed: problem(412, 'Changed meanwhile', 'Modifié entre-temps', {
    en: 'The resource is no longer at the version that If-Match names. Read it again, then repeat the change.',
    fr: 'La ressource n’est plus à la version que nomme If-Match. Relisez-la, puis refaites la modification.',
  }),
  body_too_large: problem(413, 'Body too large', 'Corps trop volumineux', {
    en: 'The body has more than {limit} bytes, the most that this operation accepts. Send less at a time, as fewer items of a list or a smaller file.',
    fr: 'Le corps dépasse {limit} octets, le maximum que cette opération accepte. Envoyez-en moins à la fois, comme moins d’éléments d’une liste ou un fichier plus petit.',
  }),
  chunk_extensions_too_large: problem(413, 'Chunk extensions too large', 'Extensions de segments trop volumineuses', {
    en: 'The chunks of the body have more bytes of extensions than this server reads. Send the chunks without extensions.',
    fr: 'Les segments du corps comportent plus d’octets d’extensions que ce serveur n’en lit. Envoyez-les sans extensions.',
  }),
  url_too_long: problem(414, 'URL too long', 'URL trop longue', {
    en: 'A URL may have {limit} characters, and one path segment {segment}. Shorten it.',
    fr: 'Une URL peut avoir {limit} caractères, et un segment de chemin {segment}. Raccourcissez-la.',
  }),
  unsupported_media_type: problem(415, 'Unsupported media type', 'Type de contenu non pris en charge', {
    en: 'This operation accepts other types of content. Send the body without Content-Encoding and with a Content-Type among: {types}.',
    fr: 'Cette opération accepte d’autres types de contenu. Envoyez le corps sans Content-Encoding et avec un Content-Type parmi : {types}.',
  }),
  unsupported_encoding: problem(415, 'Unsupported encoding', 'Encodage non pris en charge', {
    en: 'This operation reads bodies with Content-Encoding: gzip, or without one. Send the body so.',
    fr: 'Cette opération lit les corps avec Content-Encoding: gzip, ou sans cet en-tête. Envoyez le corps ainsi.',
  }),
  range_not_satisfiable: problem(416, 'Range outside of the file', 'Plage hors du fichier', {
    en: 'The file has {size} bytes, and the range asked for begins after them. Ask for one that begins within, or leave Range out.',
    fr: 'Le fichier compte {size} octets et la plage demandée commence après. Demandez-en une qui commence dedans, ou retirez Range.',
  }),
  expectation_failed: problem(417, 'Expectation failed', 'Attente non satisfaite', {
    en: 'Only Expect: 100-continue is understood. Leave the Expect header out.',
    fr: 'Seul Expect: 100-continue est compris. Retirez l’en-tête Expect.',
  }),
  precondition_required: problem(428, 'If-Match required', 'If-Match requis', {
    en: 'Send If-Match with the ETag of the version that you read, so that no other change is lost.',
    fr: 'Envoyez If-Match avec l’ETag de la version lue, pour qu’aucune autre modification ne soit perdue.',
  }),
  rate_limited: problem(429, 'Too many requests', 'Trop de requêtes', {
    en: 'This address may send {limit} requests in {window} s. Try again in {seconds} s.',
    fr: 'Cette adresse peut envoyer {limit} requêtes en {window} s. Réessayez dans {seconds} s.',
  }),
  headers_too_large: problem(431, 'Headers too large', 'En-têtes trop volumineux', {
    en: 'The headers are larger than this server accepts. Send fewer or shorter ones; cookies are not needed.',
    fr: 'Les en-têtes sont plus volumineux que ce serveur ne l’accepte. Envoyez-en moins ou de plus courts ; les cookies sont inutiles.',
  }),
  request_refused: problem(400, 'Request refused', 'Requête refusée', {
    en: 'The request was refused with HTTP status {status}. Compare it with the operation at /docs.',
    fr: 'La requête a été refusée avec le statut HTTP {status}. Comparez-la avec l’opération décrite sur /docs.',
  }),
  internal_error: problem(500, 'Internal error', 'Erreur interne', {
    en: 'Something went wrong on our side. Try again later; if it persists, give the requestId to support.',
    fr: 'Une erreur est survenue de notre côté. Réessayez plus tard ; si cela persiste, donnez le requestId au support.',
  }),
  service_unavailable: problem(503, 'Unavailable for now', 'Indisponible pour le moment', {
    en: 'The server cannot answer now. Try again after the number of seconds in Retry-After.',
    fr: 'Le serveur ne peut pas répondre pour le moment. Réessayez après le nombre de secondes qu’indique Retry-After.',
  }),
  connections_full: problem(503, 'Too many connections', 'Trop de connexions', {
    en: 'This server holds as many connections as it may, and refuses this one. Connect again after the number of seconds in Retry-After.',
    fr: 'Ce serveur tient autant de connexions qu’il le peut et refuse celle-ci. Reconnectez-vous après le nombre de secondes qu’indique Retry-After.',
  }),
  handler_timeout: problem(503, 'Answer took too long', 'Réponse trop longue à venir', {
    en: 'The answer was not ready in time; a write may still have happened. Read before you try again.',
    fr: 'La réponse n’était pas prête à temps ; une écriture a pu avoir lieu. Relisez avant de réessayer.',
  }),
});
