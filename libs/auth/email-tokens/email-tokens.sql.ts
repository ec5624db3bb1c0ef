import { statement } from '#platform/database';

/** What a link in a mail lets its reader do. */
export type EmailPurpose = 'verify-email' | 'reset-password' | 'cancel-erasure';

export const insertToken = statement<
  object,
  [id: string, userId: string, purpose: EmailPurpose, hash: Buffer, validForMinutes: number, until: Date | null]
>('auth.email-tokens.insert')`
  insert into auth.email_tokens (tenant_id, id, user_id, purpose, hash, expires_at)
    values (nullif(current_setting('app.tenant_id', true), '')::uuid, $1, $2, $3, $4,
      least(now() + make_interval(mins => $5), $6::timestamptz))`;

export const tokenHolder = statement<{ userId: string }, [id: string, hash: Buffer, purpose: EmailPurpose]>(
  'auth.email-tokens.holder',
)`
  select user_id as "userId" from auth.email_tokens
    where id = $1 and hash = $2 and purpose = $3 and expires_at > now()`;

/** The second of two concurrent requests finds no row. */
export const takeToken = statement<{ userId: string }, [id: string, hash: Buffer, purpose: EmailPurpose]>(
  'auth.email-tokens.take',
)`
  delete from auth.email_tokens where id = $1 and hash = $2 and purpose = $3 and expires_at > now()
    returning user_id as "userId"`;

export const voidTokens = statement<object, [userId: string, purpose: EmailPurpose]>('auth.email-tokens.void')`
  delete from auth.email_tokens where user_id = $1 and purpose = $2`;
