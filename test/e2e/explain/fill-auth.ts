import type pg from 'pg';

/**
 * Fills the tables of auth for the tenant in force: one user and one session for each two apps.
 *
 * @param share how much of the rest it gets, 0 to 1
 */
export async function fillAuth(owner: pg.Client, tenantId: string, apps: number, share: number): Promise<void> {
  for (const rows of [users, sessions]) await owner.query(rows, [tenantId, apps]);
  for (const rows of [invitations, throttle, sharedAllowances, signInTries, memberKeys, sessionMarks, revocations])
    await owner.query(rows, [tenantId, share]);
  for (const ofUsers of [emailTokens, knownDevices]) await owner.query(ofUsers, [share]);
}

const users = `
  insert into auth.users (tenant_id, id, email, name, name_key, role, state, created_at, last_sign_in_at)
  select $1::uuid, uuidv7(), 'user-' || i || '@example.org', 'User ' || i, md5(i::text),
    (array['member', 'editor', 'admin', 'owner'])[1 + (i % 100) / 33], (array['active', 'unverified', 'deactivated'])[1 + i % 3],
    now() - i * interval '1 minute', case when i % 2 = 0 then now() - i * interval '30 seconds' end
  from generate_series(1, $2::integer / 2) as i`;

const emailTokens = `
  insert into auth.email_tokens (tenant_id, id, user_id, purpose, hash, expires_at)
  select tenant_id, uuidv7(), id, 'verify-email', sha256(email::bytea), now() + interval '1 hour'
  from auth.users order by id limit $1::float8 * 5000`;

/** Half of the invitations open. */
const invitations = `
  insert into auth.invitations (tenant_id, id, email, role, hashes, created_at, expires_at, revoked_at)
  select $1::uuid, uuidv7(), 'guest-' || i || '@example.org', 'member', array[sha256(i::text::bytea)], now() - i * interval '1 minute',
    now() + (1000 - i) * interval '1 hour', case when i % 2 = 0 then now() end
  from generate_series(1, ($2::float8 * 4000)::integer) as i`;

const throttle = `
  insert into auth.allowances (tenant_id, key, used, ends_at)
  select $1::uuid, sha256(i::text::bytea), 1, now() + interval '1 hour' from generate_series(1, ($2::float8 * 5000)::integer) as i`;

const sharedAllowances = `
  insert into auth.shared_allowances (key, used, ends_at)
  select sha256(($1::uuid::text || i)::bytea), 1, now() + i * interval '1 second'
  from generate_series(1, ($2::float8 * 5000)::integer) as i`;

/** Half of them expired. */
const signInTries = `
  insert into auth.sign_in_tries (tenant_id, key, tries, free_tries, ends_at, opens_at)
  select $1::uuid, sha256(i::text::bytea), 1, 10, now() + (i % 2 - 0.5) * interval '15 minutes', '-infinity'
  from generate_series(1, ($2::float8 * 5000)::integer) as i`;

const knownDevices = `
  insert into auth.known_devices (tenant_id, user_id, token_hash)
  select tenant_id, id, sha256((email || i)::bytea) from (select * from auth.users order by id limit $1::float8 * 2000) as first_users,
    generate_series(1, 3) as i`;

/** One in five revoked. */
const memberKeys = `
  insert into auth.api_keys (tenant_id, id, kind, name, prefix, hash, scopes, made_by, revoked_at)
  select $1::uuid, uuidv7(), 'secret', 'key ' || i, translate(left(md5(i::text), 8), '0189', 'ghij'),
    sha256(i::text::bytea), array['members.read'], uuidv7(), case when i % 5 = 0 then now() end
  from generate_series(1, ($2::float8 * 2000)::integer) as i`;

/** Ten a user. */
const sessions = `
  insert into auth.sessions (tenant_id, id, user_id, role, name, device, address, salt, family_hash, previous_hash,
    current_hash, next_hash, last_seen_at, expires_at)
  select $1::uuid, uuidv7(), md5($1::text || i / 10)::uuid, 'member', 'Ada', 'Firefox', '192.0.2.7', h, h, h, h, h,
    now() - i * interval '1 minute', now() - i * interval '1 minute' + interval '30 days'
  from generate_series(1, $2::integer / 2) as i, md5(i::text), lateral (select decode(md5, 'hex')) as salt (h)`;

const sessionMarks = `
  insert into auth.session_marks (tenant_id, user_id, tokens_until)
  select $1::uuid, md5($1::text || i)::uuid, now() from generate_series(1, ($2::float8 * 2000)::integer) as i`;

/** One a second, of the time before now. */
const revocations = `
  insert into auth.revocations (tenant_id, id, kind, subject, before_ms, created_at)
  select $1::uuid, uuidv7(), 'user', uuidv7(), 0, now() - i * interval '1 second'
  from generate_series(1, ($2::float8 * 10000)::integer) as i`;
