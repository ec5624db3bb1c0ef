import { advisoryLock, statement } from '#platform/database';

export interface SignatureKeyRow {
  kid: string;
  x: string;
  /** The private key in PKCS #8, sealed. */
  sealed: Buffer;
  signsFrom: Date;
  createdAt: Date;
  /** Whether `signsFrom` has passed, by the clock of the database. */
  due: boolean;
}

const columns = `kid, x, private_key as sealed, signs_from as "signsFrom", created_at as "createdAt",
    signs_from <= clock_timestamp() as due`;

/** All keys, the newest first. */
export const signatureKeys = statement<SignatureKeyRow>('signatures.keys.all')`
  select ${columns} from platform.signature_keys order by created_at desc`;

/** One process at a time makes a key: the others wait, and then see it. */
export const lockSignatureKeys = advisoryLock('signatures.keys.lock', "'platform.signature_keys'");

export const insertSignatureKey = statement<
  SignatureKeyRow,
  [kid: string, x: string, sealed: Buffer, publishedSeconds: number]
>('signatures.keys.insert')`
  insert into platform.signature_keys (tenant_id, kid, x, private_key, signs_from)
    values (nullif(current_setting('app.tenant_id', true), '')::uuid, $1, $2, $3, clock_timestamp() + make_interval(secs => $4))
    returning ${columns}`;
