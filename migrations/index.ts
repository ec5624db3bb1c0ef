import type { MigrationClass } from '#platform/database';
import * as listed from './list.js';

const stampOf = ({ name }: MigrationClass) => name.slice(-13);

/** Every migration of the one database, in the order in which they are applied: by the stamp that ends its name. */
export const migrations: readonly MigrationClass[] = Object.values<MigrationClass>(listed).sort((a, b) =>
  stampOf(a) < stampOf(b) ? -1 : 1,
);
