import type { MigrationInterface } from 'typeorm';

/** A migration's class; its name, which ends in a stamp of 13 digits, is its identity. */
export type MigrationClass = new () => MigrationInterface;
