import type { SkippedPackage } from '../catalog.js';
import { BadPackage, bad } from './bad-package.js';

/** What `read` gives, or why the package at `path` is left out. Errors of the program itself pass. */
export async function orSkip<T>(path: string, read: () => Promise<T>): Promise<T | { skipped: SkippedPackage }> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof BadPackage) return { skipped: { path, reason: error.reason } };
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (!syscall) throw error;
    return { skipped: { path, reason: bad.unreadable(path, code).reason } };
  }
}
