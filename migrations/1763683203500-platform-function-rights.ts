import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Takes the right to run functions away from PUBLIC where it stood by PostgreSQL's default, and gives it
 * to the application where it needs it: then whoever may run a function is named, and can be proven.
 */
export class PlatformFunctionRights1763683203500 implements MigrationInterface {
  name = 'PlatformFunctionRights1763683203500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      revoke execute on function
        platform.least_uuid_at(timestamptz), platform.outbox_lane(text, text), platform.refuse_write(),
        tenants.advance_directory(), tenants.stamp_tenant()
      from public`);
    await runner.query('grant execute on function platform.outbox_lane(text, text) to palier_app');
    // Those of BullMQ run with the rights of their caller.
    await runner.query('revoke execute on all functions in schema bullmq from public');
    await runner.query('grant execute on all functions in schema bullmq to palier_app');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
