import { publicUrlOf, type Settings } from '#platform/config';
import type { Role } from '../role.js';

/** The claims of an access token (RFC 9068) whose form was checked; its signature is not verified yet. */
export interface AccessTokenClaims {
  readonly iss: string;
  readonly aud: string | readonly string[];
  /** The user. */
  readonly sub: string;
  /** The tenant. */
  readonly tid: string;
  /** The session, a UUIDv7. */
  readonly sid: string;
  /** The token's own id, a UUIDv7, whose time is that of the token's issue. */
  readonly jti: string;
  /** Seconds since 1970. */
  readonly iat: number;
  /** Seconds since 1970. */
  readonly exp: number;
  readonly role: Role;
  readonly name: string;
}

/** A parsed token. */
export interface AccessToken {
  /** The id of the key that its header names. */
  readonly kid: string;
  readonly claims: AccessTokenClaims;
  /** The bytes that the signature covers. */
  readonly signed: Buffer;
  /** r and s of ECDSA on P-256, 32 bytes each (RFC 7518 §3.4). */
  readonly signature: Buffer;
}

/** The life of a token in seconds, at most: no revocation is remembered for longer. */
export const LONGEST_LIFE = 600;

/** The audience of tokens: every API of the deployment. */
export const AUDIENCE = 'palier';

/** The `iss` of a tenant's access tokens: the URL of its sign-in, as in `https://api.example/v1/auth/shop`. */
export function issuerOf(settings: Pick<Settings, 'publicUrl' | 'port'>, slug: string): string {
  return `${publicUrlOf(settings)}/v1/auth/${slug}`;
}
