import type { Role } from '../role.js';

/** What an access token says (RFC 9068), once its form was checked and before anything of it is believed. */
export interface AccessTokenClaims {
  readonly iss: string;
  readonly aud: string | readonly string[];
  /** The user. */
  readonly sub: string;
  /** The tenant. */
  readonly tid: string;
  /** The session, a UUIDv7. */
  readonly sid: string;
  /** The token, a UUIDv7: its time is when the token was issued. */
  readonly jti: string;
  /** Seconds since 1970. */
  readonly iat: number;
  /** Seconds since 1970. */
  readonly exp: number;
  readonly role: Role;
  readonly name: string;
}

/** A token taken apart. */
export interface AccessToken {
  /** The key that it says it was signed with. */
  readonly kid: string;
  readonly claims: AccessTokenClaims;
  /** What the signature is over. */
  readonly signed: Buffer;
  /** r and s of ECDSA on P-256, 32 bytes each (RFC 7518 §3.4). */
  readonly signature: Buffer;
}

/** Seconds that a token lives, at most: no revocation is remembered for longer. */
export const LONGEST_LIFE = 600;

/** Whom tokens are for: every API of the deployment. */
export const AUDIENCE = 'palier';
