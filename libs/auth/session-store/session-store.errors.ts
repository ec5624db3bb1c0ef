import { defineProblems, Problem, problem } from '#platform/problems';

export const sessionStoreProblems = defineProblems('auth', {
  sessions_unavailable: problem(503, 'Sessions are unavailable', 'Les sessions sont indisponibles', {
    en: 'The server that stores this session does not answer at the moment. Your session is not lost: send the request again after Retry-After.',
    fr: 'Le serveur qui stocke cette session ne répond pas pour le moment. Votre session n’est pas perdue : renvoyez la requête après le délai de Retry-After.',
  }),
  sign_in_overtaken: problem(409, 'The account changed meanwhile', 'Le compte a changé entre-temps', {
    en: 'During your sign-in, all sessions of this account were ended or its rights were changed. Sign in again.',
    fr: 'Pendant votre connexion, toutes les sessions de ce compte ont été fermées ou ses droits ont changé. Connectez-vous de nouveau.',
  }),
});

const own = new Set(['sign_in_overtaken', 'storage_full']);

/**
 * Runs a call to the store. Every failure becomes `sessions_unavailable`, except `sign_in_overtaken` and
 * `storage_full`: a client can only try again.
 */
export async function askingStore<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof Problem && own.has(cause.code)) throw cause;
    const wait = cause instanceof Problem ? cause.options.headers?.['Retry-After'] : undefined;
    throw sessionStoreProblems.sessions_unavailable({}, { headers: { 'Retry-After': wait ?? '1' }, cause });
  }
}
