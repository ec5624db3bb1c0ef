import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which permission it takes to cancel an operation. */
export class OperationsCancelPermission1763683203010 implements MigrationInterface {
  name = 'OperationsCancelPermission1763683203010';

  async up(runner: QueryRunner): Promise<void> {
    // The default is for rows of before, and of processes that do not know the column: all of them are purges.
    await runner.query(`
      alter table platform.operations add column cancel_permission text not null default 'platform.tenants.write'
        check (length(cancel_permission) between 3 and 100)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
