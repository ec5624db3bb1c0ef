import type { MigrationInterface } from 'typeorm';

/** The class of a migration; its name, which ends in a timestamp of 13 digits, identifies it. */
export type MigrationClass = new () => MigrationInterface;
