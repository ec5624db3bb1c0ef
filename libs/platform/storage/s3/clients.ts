import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { S3Location } from '../storage-url.js';

/** How long the service may take, in milliseconds. */
export interface S3Limits {
  /** To accept a connection. */
  readonly connectMs: number;
  /** To answer a call, and with a body to take or to send any more of it. */
  readonly answerMs: number;
  /** To put the parts of a large file together. */
  readonly assembleMs: number;
}

/** More calls than these wait for a connection; each download holds one until it has ended. */
const CONNECTIONS = 1000;
const RETRY_AFTER_MS = 100;

/** A client for uploads, which limits the time without progress, and one for all other calls, which limits their whole time. */
export function openClients(location: S3Location, { connectMs, answerMs }: S3Limits) {
  const shared = {
    endpoint: location.endpoint,
    region: location.region,
    forcePathStyle: location.pathStyle,
    ...(location.credentials && { credentials: location.credentials }),
    retryStrategy,
    // We send checksums of our own; older services do not know those of the SDK.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // With it the SDK opens a connection for each upload.
    expectContinueHeader: false,
  } satisfies S3ClientConfig;
  const agent = { keepAlive: true, maxSockets: CONNECTIONS };
  const handler = { connectionTimeout: connectMs, httpAgent: agent, httpsAgent: agent };
  const calls = new S3Client({
    ...shared,
    // No limit on silence here: a slow reader of a download causes it too.
    requestHandler: { ...handler, requestTimeout: answerMs, throwOnRequestTimeout: true, socketTimeout: 0 },
  });
  const uploads = new S3Client({ ...shared, requestHandler: { ...handler, socketTimeout: answerMs } });
  uploads.middlewareStack.add(
    (next) => (args) => {
      signDigest((args.request as { headers: Record<string, string> }).headers);
      return next(args);
    },
    { step: 'build' },
  );
  return { calls, uploads };
}

/** Puts the digest of a body into the signature, which every service verifies. The SDK would compute it, on this thread. */
function signDigest(headers: Record<string, string>): void {
  const digest = headers['x-amz-checksum-sha256'];
  if (digest) headers['x-amz-content-sha256'] = Buffer.from(digest, 'base64').toString('hex');
}

type Strategy = Extract<NonNullable<S3ClientConfig['retryStrategy']>, { acquireInitialRetryToken: unknown }>;

/**
 * Tries a call once more after a failure that is likely to pass, as of a connection that the service closes while it is
 * reused. Not after a time limit, which would be doubled.
 */
const retryStrategy: Strategy = {
  acquireInitialRetryToken: async () => attempt(0),
  refreshRetryTokenForRetry: async (token, { error, errorType }) => {
    if (token.getRetryCount() > 0 || errorType === 'CLIENT_ERROR' || isLate(error)) throw error;
    return attempt(1);
  },
  recordSuccess() {},
};

const attempt = (count: number) => ({ getRetryCount: () => count, getRetryDelay: () => count * RETRY_AFTER_MS });

/** The SDK calls a broken connection a timeout too; that has a code. */
function isLate(error: unknown): boolean {
  const { name, code } = error as { name?: string; code?: string };
  return name === 'TimeoutError' && code !== 'ECONNRESET' && code !== 'EPIPE';
}
