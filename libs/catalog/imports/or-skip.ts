import type { SkippedPackage } from '../catalog.js';
import { BadPackage, bad } from './bad-package.js';

/**
 * The result of `read`, or the reason why the package at `path` is skipped.
 *
 * @throws Error of `read` that is neither BadPackage nor an error of the file system
 */
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
