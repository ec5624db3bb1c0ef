import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Versions of flags from a sequence: a flag that was cleared and set again must not come back to a
 * version that someone read before.
 */
export class FlagsVersions1763683200500 implements MigrationInterface {
  name = 'FlagsVersions1763683200500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create sequence platform.flag_versions as integer');
    await runner.query("select setval('platform.flag_versions', 1 + coalesce(max(version), 0)) from platform.flags");
    await runner.query("alter table platform.flags alter column version set default nextval('platform.flag_versions')");
    await runner.query('grant usage on sequence platform.flag_versions to palier_app');
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward: restore a backup, or write a new migration.');
  }
}
