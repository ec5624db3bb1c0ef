import { randomBytes } from 'node:crypto';
import type { Command } from 'commander';
import { readSettings, type Settings } from '#platform/config';
import {
  APP_ROLE,
  attachEmbedded,
  initialiseDatabase,
  migrate,
  OWNER_ROLE,
  REPLICATION_ROLE,
} from '#platform/database';
import { migrations } from '../../migrations/index.js';
import { hostAndPort, postgresUrl } from './options.js';
import { printLine } from './output.js';

/** `palier database init` and `palier database migrate`; neither opens the application. */
export function registerDatabaseCommands(program: Command): void {
  const database = program.command('database').description('Prepare the database.');
  database
    .command('init')
    .description('Create the two roles and the database on your own PostgreSQL, and print their URLs.')
    .requiredOption(
      '--admin-url <url>',
      'a superuser, or a role with CREATEROLE and CREATEDB; its password may be in PGPASSWORD, which other users of the machine cannot see',
      postgresUrl,
    )
    .option('--database <name>', 'the database to create', 'palier')
    .option('--pooler <host:port>', 'the PgBouncer that the application connects through', hostAndPort)
    .option(
      '--replica <host:port>',
      'the replica that reads may go to: prints DATABASE_READ_URL, and REPLICATION_URL of the role by which it copies the server; the administrator needs REPLICATION',
      hostAndPort,
    )
    .option('--reset-passwords', 'set new passwords for existing roles; every Palier on this server then needs them')
    .action(init);
  database.command('migrate').description('Apply the pending migrations.').action(applyMigrations);
}

interface InitOptions {
  adminUrl: string;
  database: string;
  pooler?: string;
  replica?: string;
  resetPasswords?: boolean;
}

async function init(options: InitOptions): Promise<void> {
  const { adminUrl, database, pooler, replica } = options;
  const [ownerPassword, appPassword] = [newPassword(), newPassword()];
  const replicationPassword = replica ? newPassword() : undefined;
  const keepPasswords = !options.resetPasswords;
  const given = await initialiseDatabase(adminUrl, {
    database,
    ownerPassword,
    appPassword,
    replicationPassword,
    keepPasswords,
  });
  const urlOf = (username: string, password: string) =>
    Object.assign(new URL(adminUrl), { username, password, pathname: `/${database}` }).href;
  const direct = urlOf(APP_ROLE, given.app ? appPassword : unchanged);
  const through = pooler ? Object.assign(new URL(direct), { host: pooler }).href : direct;
  printLine(`DATABASE_URL=${through}`);
  if (pooler) printLine(`DATABASE_DIRECT_URL=${direct}`);
  printLine(`DATABASE_OWNER_URL=${urlOf(OWNER_ROLE, given.owner ? ownerPassword : unchanged)}`);
  if (replica && replicationPassword) {
    printLine(`DATABASE_READ_URL=${Object.assign(new URL(direct), { host: replica }).href}`);
    const copying = urlOf(REPLICATION_ROLE, given.replication ? replicationPassword : unchanged);
    printLine(`REPLICATION_URL=${Object.assign(new URL(copying), { pathname: '' }).href}`);
  }
  if (Object.values(given).includes(false)) process.stderr.write(`${keptPasswords}\n`);
}

/** Printed in place of a password that an earlier run set; a server's databases share the roles. */
const unchanged = 'AS-BEFORE';

const keptPasswords = `The roles existed and their passwords were not changed: replace ${unchanged} by them, or set new ones with --reset-passwords.`;

export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

async function applyMigrations(): Promise<void> {
  const settings = readSettings(process.env);
  const applied = settings.databaseOwnerUrl
    ? await migrate(settings.databaseOwnerUrl, migrations)
    : await migrateEmbedded(settings);
  for (const name of applied) printLine(name);
  const functions = applied.filter((name) => name.endsWith('.sql')).length;
  const count = applied.length - functions;
  printLine(`${count} of ${migrations.length} migrations applied now, and ${functions} files of functions.`);
}

async function migrateEmbedded(settings: Settings): Promise<string[]> {
  await using server = await attachEmbedded(settings.dataDir, 'make');
  return await migrate(server.urls.owner, migrations);
}
