import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How the open invitations of an operator are found, in whichever tenant. */
export class AuthOperatorInvitationsIndex1763683203001 implements MigrationInterface {
  name = 'AuthOperatorInvitationsIndex1763683203001';
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index concurrently if not exists invitations_by_operator on auth.invitations (operator_id)
      where accepted_at is null and revoked_at is null`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
