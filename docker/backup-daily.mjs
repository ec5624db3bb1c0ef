// The service "backup" of compose.yaml: a backup now and each day, after which old ones are deleted; a minute after one that
// failed, the next.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

process.once('SIGTERM', () => process.exit(0));

async function succeeds(...args) {
  const [code] = await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit');
  return code === 0;
}

for (;;) {
  const isKept = (await succeeds('apps/cli/palier.mjs', 'backup')) && (await succeeds('/scripts/prune-backups.mjs'));
  await pause(isKept ? 86_400_000 : 60_000);
}
