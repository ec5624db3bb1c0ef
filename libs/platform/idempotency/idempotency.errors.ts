import { defineProblems, problem } from '#platform/problems';

/** Why a request with an Idempotency-Key is neither executed nor answered with the stored response. */
export const idempotencyProblems = defineProblems('platform/idempotency', {
  invalid_idempotency_key: problem(400, 'Invalid Idempotency-Key', 'Idempotency-Key invalide', {
    en: 'An Idempotency-Key has 1 to 255 visible ASCII characters and is sent once. Send a new UUID with each new operation.',
    fr: 'Un Idempotency-Key compte de 1 à 255 caractères ASCII visibles et n’est envoyé qu’une fois. Envoyez un nouvel UUID à chaque nouvelle opération.',
  }),
  idempotency_key_reused: problem(
    422,
    'Idempotency-Key used for another request',
    'Idempotency-Key déjà utilisé pour une autre requête',
    {
      en: 'In the last 24 hours this key was sent with another URL or body. Repeat the first request unchanged, or send this one with a new key.',
      fr: 'Au cours des dernières 24 heures, cette clé a été envoyée avec une autre URL ou un autre corps. Répétez la première requête telle quelle, ou envoyez celle-ci avec une nouvelle clé.',
    },
  ),
  idempotency_in_flight: problem(409, 'The same request is under way', 'La même requête est en cours', {
    en: 'A request with this key is still being executed. Send this one again after Retry-After: it then gets the same response.',
    fr: 'Une requête avec cette clé est encore en cours d’exécution. Renvoyez celle-ci après Retry-After : elle recevra la même réponse.',
  }),
  idempotency_answer_not_kept: problem(
    409,
    'Already executed, the response was not stored',
    'Déjà exécutée, la réponse n’a pas été conservée',
    {
      en: 'This request was executed once, and its response holds a secret or is too large to be stored. Check what it created, or send it with a new key to execute it again.',
      fr: 'Cette requête a été exécutée une fois, et sa réponse contient un secret ou est trop volumineuse pour être conservée. Consultez ce qu’elle a créé, ou renvoyez-la avec une nouvelle clé pour l’exécuter de nouveau.',
    },
  ),
});
