import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What HTTP and `import-users` refuse, no other way in brings along either: an archive of a tenant
 * is copied into these tables as it is. Another migration validates the rows that were there.
 */
export class AuthRowRules1763683203300 implements MigrationInterface {
  name = 'AuthRowRules1763683203300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table auth.users
        add constraint users_password_hash_form check (${passwordHashForm}) not valid,
        add constraint users_email_form check (${emailForm}) not valid,
        add constraint users_name_form check (${nameForm}) not valid`);
    await runner.query(`
      alter table auth.invitations add constraint invitations_email_form check (${emailForm}) not valid`);
    await runner.query(`
      alter table auth.api_keys
        add constraint api_keys_name_form check (${lineForm}) not valid,
        add constraint api_keys_scopes_form check (array_position(scopes, '*') is null and array_position(scopes, null) is null) not valid`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

// Whoever signs in computes the hash once more. The same as isPasswordHash in libs/auth/import,
// which a test compares with it: CASE, since a number must not be read before the form is right.
const parameter = (name: string) => `substring(password_hash from '[$,]${name}=([0-9]+)')::int`;
const passwordHashForm = `
  case
    when password_hash is null then true
    when password_hash ~ '^\\$2[aby]\\$(0[4-9]|1[0-4])\\$[./A-Za-z0-9]{53}$' then true
    when password_hash ~ '^\\$argon2id\\$v=19\\$m=[0-9]{1,7},t=[0-9]{1,2},p=[0-9]{1,2}\\$[A-Za-z0-9+/]{11,64}\\$[A-Za-z0-9+/]{22,86}$'
      then ${parameter('t')} between 1 and 10 and ${parameter('p')} between 1 and 8
        and ${parameter('m')} between 8 * ${parameter('p')} and 65536
    else false
  end`;

// One address and no list of them, nor a header of a mail; what Unicode has besides is the application's to refuse.
const inAddress = '[^@\\u0001-\\u0020\\u007f-\\u00a0"(),:;<>\\u005b-\\u005d]';
const emailForm = `email ~ '^${inAddress}{1,64}@${inAddress}+\\.${inAddress}+$'`;

// One line, without what would steer a terminal; of people also without what turns the writing round.
const controls = '\\u0001-\\u001f\\u007f-\\u009f';
const lineForm = `name !~ '[${controls}]'`;
const nameForm = `name !~ '[${controls}\\u061c\\u200e\\u200f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]'`;
