// Loaded into a process of a drill, which then reads of its cgroup that it may use 700 MB, and fills them at SIGUSR2 until the next one.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const [LIMIT, FULL, PART] = [700_000_000, 0.97, 10_000_000];

const read = fs.readFileSync;
fs.readFileSync = (file, ...more) => (file === '/sys/fs/cgroup/memory.max' ? `${LIMIT}\n` : read(file, ...more));
syncBuiltinESMExports();

// Freed memory is given back when the garbage is collected.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
const held = [];
let filling;

process.on('SIGUSR2', () => {
  if (filling) {
    clearInterval(filling);
    filling = undefined;
    held.length = 0;
    collect();
    return;
  }
  // Again and again: the process gives back what else it has.
  filling = setInterval(() => {
    while (process.memoryUsage.rss() < FULL * LIMIT) held.push(Buffer.alloc(PART, 1));
  }, 1000);
});
