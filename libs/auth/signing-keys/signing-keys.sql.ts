import { advisoryLock, statement } from '#platform/database';

export interface SigningKeyRow {
  /** The RFC 7638 thumbprint of its public part. */
  kid: string;
  x: string;
  y: string;
  /** The private key in PKCS #8, sealed. */
  sealed: Buffer;
  /** When it starts to sign; it signs until a newer key does. */
  signsFrom: Date;
  /** When it stops to verify; null until another key replaces it. */
  verifiesUntil: Date | null;
  createdAt: Date;
}

const columns = `kid, x, y, private_key as sealed, signs_from as "signsFrom", verifies_until as "verifiesUntil",
    created_at as "createdAt"`;

/** Always few rows, since expired keys are deleted. */
export const keysInForce = statement<SigningKeyRow>('auth.signing-keys.in-force')`
  select ${columns} from auth.signing_keys
    where verifies_until is null or verifies_until > now() order by created_at`;

/** One process at a time makes a key: the others wait, and then see it. */
export const lockSigningKeys = advisoryLock('auth.signing-keys.lock', "'auth.signing_keys'");

export const insertSigningKey = statement<
  SigningKeyRow,
  [kid: string, x: string, y: string, sealed: Buffer, publishedSeconds: number]
>('auth.signing-keys.insert')`
  insert into auth.signing_keys (tenant_id, kid, x, y, private_key, signs_from)
    values (nullif(current_setting('app.tenant_id', true), '')::uuid, $1, $2, $3, $4, clock_timestamp() + make_interval(secs => $5))
    returning ${columns}`;

/** Retires all keys but the new one; keys that were retired before keep their time. */
export const retireOthers = statement<object, [kid: string, verifySeconds: number]>('auth.signing-keys.retire-others')`
  update auth.signing_keys as old set verifies_until = new.signs_from + make_interval(secs => $2)
    from auth.signing_keys as new where new.kid = $1 and old.kid <> $1 and old.verifies_until is null`;
