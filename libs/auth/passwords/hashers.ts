import { createRequire } from 'node:module';
import { passwordsProblems } from './passwords.errors.js';

/** Native code, loaded with the first password: many processes never see one. */
export const loadArgon2 = async () => (await import('@node-rs/argon2')).default;

/** As Argon2, and only for accounts that came from elsewhere. */
export const loadBcrypt = async () => (await import('@node-rs/bcrypt')).default;

/**
 * Finds the native parts of both, which are optional packages, one for each platform: npm leaves them out without
 * a word. Finding costs nothing; loading takes 8 MB that a process at rest can do without.
 *
 * @throws Problem `hasher_missing` where npm installed none for this platform
 */
export function requireHashers(): void {
  const platform = `${process.platform}-${process.arch}`;
  const { resolve } = createRequire(import.meta.url);
  for (const name of ['@node-rs/argon2', '@node-rs/bcrypt']) {
    const library = createRequire(resolve(name));
    const { optionalDependencies } = library('./package.json') as { optionalDependencies: Record<string, string> };
    // Such as `@node-rs/argon2-linux-x64-gnu`.
    const parts = Object.keys(optionalDependencies).filter((part) => `${part}-`.startsWith(`${name}-${platform}-`));
    if (!parts.some((part) => isInstalled(part, library))) {
      throw passwordsProblems.hasher_missing({ library: name, platform });
    }
  }
}

function isInstalled(part: string, library: NodeJS.Require): boolean {
  try {
    library.resolve(part);
    return true;
  } catch {
    return false;
  }
}
