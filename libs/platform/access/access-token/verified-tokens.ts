import type { KeyObject } from 'node:crypto';
import type { Tenant } from '#platform/tenancy';
import type { Principal } from '../principal.js';

/** A verified token, with everything that its validity depends on. */
export interface VerifiedToken {
  readonly principal: Principal;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly kid: string;
  readonly key: KeyObject;
  readonly tenant: Tenant;
}

/** Tokens of a generation, at most; a user who is active has one or two. */
const MOST = 20_000;
/** The memory of a generation, in bytes, at most. */
const MOST_BYTES = 16 * 1024 * 1024;
/** The memory of an entry beside the token itself, in bytes, estimated. */
const OVERHEAD = 600;

/**
 * Tokens whose signature was verified, by the whole token, so that a second request costs one
 * look-up. Two generations bound the memory. A least-recently-used list would cost each new token as
 * much as all its checks but the signature; here a token in use is verified again once a generation.
 */
export class VerifiedTokens {
  private young = new Map<string, VerifiedToken>();
  private old = new Map<string, VerifiedToken>();
  /** The memory of `young`, in bytes. */
  private bytes = 0;

  get(token: string): VerifiedToken | undefined {
    return this.young.get(token) ?? this.old.get(token);
  }

  set(token: string, verified: VerifiedToken): void {
    const bytes = token.length + OVERHEAD;
    if (this.young.size >= MOST || this.bytes + bytes > MOST_BYTES) {
      this.old = this.young;
      this.young = new Map();
      this.bytes = 0;
    }
    this.young.set(token, verified);
    this.bytes += bytes;
  }

  delete(token: string): void {
    this.young.delete(token);
    this.old.delete(token);
  }
}
