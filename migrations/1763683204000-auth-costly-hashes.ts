import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * No row takes a bcrypt hash of a cost over 12 any more, which would keep a thread busy for a second at each guess.
 * Later migrations clear such hashes and validate the rule.
 */
export class AuthCostlyHashes1763683204000 implements MigrationInterface {
  name = 'AuthCostlyHashes1763683204000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table auth.users
        drop constraint users_password_hash_form,
        add constraint users_password_hash_form check (${passwordHashForm}) not valid`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

// The same as isPasswordHash in libs/auth/import, which a test compares with it.
const parameter = (name: string) => `substring(password_hash from '[$,]${name}=([0-9]+)')::int`;
const passwordHashForm = `
  case
    when password_hash is null then true
    when password_hash ~ '^\\$2[aby]\\$(0[4-9]|1[0-2])\\$[./A-Za-z0-9]{53}$' then true
    when password_hash ~ '^\\$argon2id\\$v=19\\$m=[0-9]{1,7},t=[0-9]{1,2},p=[0-9]{1,2}\\$[A-Za-z0-9+/]{11,64}\\$[A-Za-z0-9+/]{22,86}$'
      then ${parameter('t')} between 1 and 10 and ${parameter('p')} between 1 and 8
        and ${parameter('m')} between 8 * ${parameter('p')} and 65536
    else false
  end`;
