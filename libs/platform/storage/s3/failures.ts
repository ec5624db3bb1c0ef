/** Why a call failed, as far as Palier acts on it. */
export interface S3Failure {
  /**
   * `away`: no answer, or one that says that the service is broken or overloaded; `missing`: there is no such object;
   * `full`: it takes no more bytes; `refused`: any other refusal.
   */
  readonly kind: 'away' | 'missing' | 'full' | 'refused';
  /** The code of the service or of the system, as in `NoSuchBucket` or `ECONNREFUSED`. */
  readonly code: string;
  /** What an operator can do about a refusal. */
  readonly advice?: string;
}

const full = /quota|StorageFull|InsufficientCapacity|InsufficientStorage|NoSpace|EntityTooLarge/i;
const credentials = /AccessDenied|AccessKeyId|SignatureDoesNotMatch|Credential|InvalidToken|ExpiredToken|^Forbidden$/;

/** What an error of the SDK means; undefined when it is a fault of this program. */
export function failureOf(error: unknown): S3Failure | undefined {
  const { name = '', code, $metadata, $response } = error as SdkError;
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  if (name === 'CredentialsProviderError') {
    return { kind: 'refused', code: name, advice: 'put the access key and the secret in STORAGE_URL' };
  }
  if (status === undefined) {
    if (name === 'TimeoutError') return { kind: 'away', code: code ?? 'ETIMEDOUT' };
    return typeof code === 'string' && !code.startsWith('ERR_INVALID') ? { kind: 'away', code } : undefined;
  }
  if (status === 507 || full.test(name)) return { kind: 'full', code: name };
  if (status >= 500 || status === 429 || name === 'SlowDown' || name === 'RequestTimeout') {
    return { kind: 'away', code: name };
  }
  if (name === 'NoSuchBucket') {
    return { kind: 'refused', code: name, advice: 'make the bucket, or correct it in STORAGE_URL' };
  }
  if (status === 404) return { kind: 'missing', code: name };
  if (status === 401 || status === 403 || credentials.test(name)) {
    const advice =
      'the service refuses the credentials: check the access key and the secret in STORAGE_URL, and their rights';
    return { kind: 'refused', code: name, advice };
  }
  return { kind: 'refused', code: name };
}

interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number };
}
