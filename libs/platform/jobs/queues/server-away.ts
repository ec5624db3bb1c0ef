import { isRedisAway } from '#platform/redis';

/** Error codes of Node's sockets, and of a PostgreSQL that starts or stops. */
const codes = /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|57P0[123]|53300|08\w{3})$/;
/** pg's own errors have no code. */
const messages = /^Connection terminated|^Query read timeout|^timeout exceeded when/;

/** Whether `error` means that the queue server did not answer. */
export function isServerAway(error: unknown): boolean {
  const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  return isRedisAway(error) || codes.test(code ?? '') || messages.test(message ?? '');
}
