import { roomOf } from './house.js';
import type { SourceTree, Violation } from './source-tree.js';

const contextDoor = /^#(?!platform\/)[a-z][a-z-]*(\/(events|http|worker))?$/;
const platformDoor = /^#platform\/[a-z][a-z-]*$/;
const specsMayUse = /^test\/(support\/|stack\/(servers|redis-cluster|sentinels)\.ts$)/;

/**
 * A room is entered by its doors alone: `#catalog`, `#catalog/events`, `#platform/cache`; and a
 * context's `http` and `worker` by `apps` only, for they are Nest modules to compose. Relative
 * paths stay inside their room; specs may also reach `test/support`, the servers of `test/stack` and the migrations.
 */
export function doors(tree: SourceTree): Violation[] {
  return tree
    .paths(/^(apps|libs|migrations|test)\/.*\.ts$/)
    .flatMap((file) =>
      tree.imports(file).flatMap((name) => (wrong(file, name) ? [{ file, says: wrong(file, name) as string }] : [])),
    );
}

function wrong(file: string, name: string): string | undefined {
  const room = roomOf(file);
  if (name.startsWith('#')) {
    if (!contextDoor.test(name) && !platformDoor.test(name)) return `${name} is no door: import the room's index.`;
    if (/\/(http|worker)$/.test(name) && contextDoor.test(name) && room !== 'apps' && room !== 'test')
      return `${name} is for apps alone: use the facade or an event.`;
    // A spec may come by the door, as others do.
    if (`libs/${name.slice(1)}` === room && !file.endsWith('.spec.ts'))
      return `${name} is this file's own room: use a relative path.`;
    return undefined;
  }
  if (!/^[\w.-]+\//.test(name) || !isRoom(roomOf(name))) return undefined;
  const target = roomOf(name);
  if (target === room) return undefined;
  if (file.endsWith('.spec.ts') && (specsMayUse.test(name) || target === 'migrations')) return undefined;
  if (room === 'test' && !target.startsWith('libs/')) return undefined;
  if (target === 'migrations' && room === 'apps') return undefined;
  return `${name} is reached by a path round the doors of ${target}: import its # name.`;
}

function isRoom(room: string): boolean {
  return /^(apps|migrations|test)$/.test(room) || room.startsWith('libs/');
}
