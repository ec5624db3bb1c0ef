// Real: V8, in processes of their own, since its flags hold for a whole process. Faked: nothing.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Bytes of the space for new objects, after 20 MB of them were made of which all stay, and then another step. */
function bytesAfter(step: string, then = ''): number {
  const script = `
    import { getHeapSpaceStatistics } from 'node:v8';
    import * as space from ${JSON.stringify(join(import.meta.dirname, 'new-space.ts'))};
    ${step}
    const kept = Array.from({ length: 200_000 }, (_, i) => ({ i, text: [i] }));
    ${then}
    const { space_size } = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
    console.log(kept.length && space_size);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return Number(stdout);
}

it('stays small while many objects survive, and grows again afterwards', () => {
  const usual = bytesAfter('');
  expect(bytesAfter('space.keepNewSpaceSmall();')).toBeLessThan(usual / 4);
  expect(bytesAfter('space.keepNewSpaceSmall(); space.letNewSpaceGrow();')).toBeGreaterThan(usual / 2);
});

it('is small again after memory was released', () => {
  expect(bytesAfter('', 'space.releaseMemory();')).toBeLessThan(bytesAfter('') / 4);
});
