/** ioredis gives its own errors no code, and Redis begins its error replies with a word. */
const messages =
  /max retries per request|^Command timed out|^Command aborted|^Connection is closed|isn't writeable|^Cluster isn't ready|^Cluster is ended|startup nodes|refresh slots cache|Cluster redirections|sentinels are unreachable|^(CLUSTERDOWN|LOADING|MASTERDOWN|READONLY|TRYAGAIN|NOREPLICAS|UNBLOCKED)\b/;
const codes = /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)$/;

/** Whether `error` means that Redis did not answer or cannot for now; the command may still have taken effect. */
export function isRedisAway(error: unknown): boolean {
  const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
  return codes.test(code ?? '') || messages.test(message ?? '');
}
