import { join } from 'node:path';
import { SourceTree } from './source-tree.js';

/** The root of this repository. */
export const root = join(__dirname, '..', '..');

/** The sources of this repository, read once. */
export const repository = SourceTree.read(root, ['apps', 'libs', 'migrations', 'test']);
