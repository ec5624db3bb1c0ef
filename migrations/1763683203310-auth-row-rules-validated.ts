import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reads the rows that were there before their rules; writing goes on meanwhile. */
export class AuthRowRulesValidated1763683203310 implements MigrationInterface {
  name = 'AuthRowRulesValidated1763683203310';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, rule] of rules) {
      await runner.query(`alter table auth.${table} validate constraint ${table}_${rule}_form`);
    }
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}

const rules = [
  ['users', 'password_hash'],
  ['users', 'email'],
  ['users', 'name'],
  ['invitations', 'email'],
  ['api_keys', 'name'],
  ['api_keys', 'scopes'],
] as const;
