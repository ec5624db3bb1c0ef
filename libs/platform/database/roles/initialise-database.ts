import type pg from 'pg';
import { withClient } from '../connection/with-client.js';
import { scramVerifier } from './scram-verifier.js';

/** Owns every schema and table; used by migrations, backups and cutovers. */
export const OWNER_ROLE = 'palier_owner';
/** The application's role: it owns nothing, and row level security applies to it. */
export const APP_ROLE = 'palier_app';
/** Reads every row and writes none, for backups; it cannot log in, and only the owner may assume it. */
export const BACKUP_ROLE = 'palier_backup';
/**
 * Owns the few functions that work across tenants, such as those of the outbox relay; only the tables that they
 * need have policies for it. It cannot log in, and only the owner may assume it.
 */
export const CROSS_TENANT_ROLE = 'palier_cross_tenant';
/** Copies the whole server, for a replica; it owns nothing and reads no table. */
export const REPLICATION_ROLE = 'palier_replication';
/** The place of that replica in the log of the server; docker/postgres/start-replica.sh has the name too. */
const REPLICA_SLOT = 'palier_replica';

/** Any fixed number: an advisory lock, which ends with the connection. */
const LOCK = 7_254_370_002;
/** The lock is waited for however long another start needs. */
const initialising = { name: 'palier init', answerMs: 0 };

export interface InitialisedDatabase {
  database: string;
  ownerPassword: string;
  appPassword: string;
  /** With it a replica may copy the server: its role is created, and its place in the log. */
  replicationPassword?: string;
  /** Keeps the passwords of existing roles, which other databases of the server may use. */
  keepPasswords?: boolean;
}

/** Which of the roles got the given password. */
export interface InitialisedRoles {
  owner: boolean;
  app: boolean;
  /** Undefined without a replica. */
  replication?: boolean;
}

/**
 * Creates the roles and the database, or brings existing ones to the same state. Safe to run again, and
 * concurrently.
 *
 * @param adminUrl a superuser, or a role with CREATEROLE and CREATEDB; for a replica with REPLICATION, too
 * @throws Problem `database_unavailable` when the server cannot be reached.
 */
export async function initialiseDatabase(adminUrl: string, options: InitialisedDatabase): Promise<InitialisedRoles> {
  const { keepPasswords = false, replicationPassword } = options;
  const make = async (admin: pg.Client) => {
    await admin.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const owner = await makeRole(admin, OWNER_ROLE, options.ownerPassword, keepPasswords);
    const app = await makeRole(admin, APP_ROLE, options.appPassword, keepPasswords);
    for (const role of [BACKUP_ROLE, CROSS_TENANT_ROLE]) await makeInnerRole(admin, role);
    await makeDatabase(admin, options.database);
    const replication = replicationPassword
      ? { replication: await makeReplication(admin, replicationPassword, keepPasswords) }
      : {};
    const inside = Object.assign(new URL(adminUrl), { pathname: `/${options.database}` });
    const prepare = async (there: pg.Client) => {
      await there.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
      await there.query('REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    };
    await withClient(inside.href, prepare, initialising);
    return { owner, app, ...replication };
  };
  return withClient(adminUrl, make, initialising);
}

/** Creates a role. @returns whether it now has this password */
async function makeRole(
  admin: pg.Client,
  role: string,
  password: string,
  keep: boolean,
  attribute = '',
): Promise<boolean> {
  const secret = admin.escapeLiteral(scramVerifier(password));
  const known = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (known.rowCount === 0) await admin.query(`CREATE ROLE ${role} LOGIN ${attribute}`);
  else if (keep) return false;
  await admin.query(`ALTER ROLE ${role} PASSWORD ${secret}`);
  return true;
}

/** Creates what a replica needs. A place in the log that the server gave up, since the replica was away for too long, is made anew. */
async function makeReplication(admin: pg.Client, password: string, keep: boolean): Promise<boolean> {
  const made = await makeRole(admin, REPLICATION_ROLE, password, keep, 'REPLICATION');
  const slot = `FROM pg_replication_slots WHERE slot_name = '${REPLICA_SLOT}'`;
  await admin.query(`SELECT pg_drop_replication_slot(slot_name) ${slot} AND wal_status = 'lost'`);
  await admin.query(`SELECT pg_create_physical_replication_slot('${REPLICA_SLOT}') WHERE NOT EXISTS (SELECT ${slot})`);
  return made;
}

/** Creates a role that cannot log in and that only the owner may assume. */
async function makeInnerRole(admin: pg.Client, role: string): Promise<void> {
  const known = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  if (known.rowCount === 0) await admin.query(`CREATE ROLE ${role} NOLOGIN`);
  // Not inherited: row level security still applies to the owner until it assumes the role.
  await admin.query(`GRANT ${role} TO ${OWNER_ROLE} WITH INHERIT FALSE, SET TRUE`);
}

async function makeDatabase(admin: pg.Client, database: string): Promise<void> {
  const name = admin.escapeIdentifier(database);
  const known = await admin.query('SELECT FROM pg_database WHERE datname = $1', [database]);
  if (known.rowCount === 0) {
    // Only a member of a role may make it the owner of a database; a superuser is a member of every role.
    await admin.query(
      `DO $$ BEGIN IF NOT pg_has_role('${OWNER_ROLE}', 'MEMBER') THEN GRANT ${OWNER_ROLE} TO CURRENT_USER; END IF; END $$`,
    );
    const { rows } = await admin.query<{ version: number }>(
      `SELECT current_setting('server_version_num')::int AS version`,
    );
    const create = `CREATE DATABASE ${name} OWNER ${OWNER_ROLE} TEMPLATE template0 ENCODING 'UTF8' ${locale(rows[0]?.version ?? 0)}`;
    await admin.query(create);
  }
  await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await admin.query(`GRANT CONNECT ON DATABASE ${name} TO ${APP_ROLE}`);
}

/** Sorting by code point is the same on every machine, and needs no reindex when a system library changes. */
function locale(version: number): string {
  if (version >= 170000) return `LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'`;
  return `LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'`;
}
