import { createRequire } from 'node:module';
import { passwordsProblems } from './passwords.errors.js';

/** Loads the native code with the first password: many processes never need it. */
export const loadArgon2 = async () => (await import('@node-rs/argon2')).default;

/** As Argon2, and only needed for imported accounts. */
export const loadBcrypt = async () => (await import('@node-rs/bcrypt')).default;

/**
 * Checks that the native packages of both are installed. They are optional dependencies, one per platform, which npm
 * may skip silently. Resolving them is cheap; loading them takes 8 MB, so it is done later.
 *
 * @throws Problem `hasher_missing` where npm installed no package for this platform
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
