import { readdirSync } from 'node:fs';
import { catalogProblems } from '../catalog.errors.js';

/** @throws Problem `import_directory_unreadable` (400) when the path is not a directory that can be listed */
export function requireDirectory(directory: string): void {
  try {
    readdirSync(directory);
  } catch (error) {
    const cause = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw catalogProblems.import_directory_unreadable({ directory, cause }, { cause: error });
  }
}
