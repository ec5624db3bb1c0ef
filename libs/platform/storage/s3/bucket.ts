import type { S3Client } from '@aws-sdk/client-s3';
import type { GuardedCalls } from './guarded-calls.js';
import type { PartBuffers } from './part-buffers.js';

/** The bucket of a storage, and what it is used with. */
export interface Bucket {
  readonly name: string;
  /** For uploads: limits the time without progress. */
  readonly uploads: S3Client;
  /** For all other calls: limits the time until the answer begins. */
  readonly calls: S3Client;
  /** What every call of both goes through. */
  readonly guarded: GuardedCalls;
  readonly buffers: PartBuffers;
  /** How long the service may take to put the parts of a large file together, in milliseconds. */
  readonly assembleMs: number;
}
