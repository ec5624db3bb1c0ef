// `node weight.mjs FOLDER OLD NEW PORT [percent]`: sets the part of the clients that NEW answers, as an operator's script does, or
// prints it.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, old, fresh, port, percent] = process.argv.slice(2);
const [file, pidFile] = [join(folder, 'nginx.conf'), join(folder, 'nginx.pid')];
if (percent === undefined) {
  console.log(/^# Canary: (\d+) %/m.exec(readFileSync(file, 'utf8'))[1]);
} else {
  const options = [
    '--api',
    old,
    '--canary',
    `${fresh}=${percent}`,
    '--listen',
    `127.0.0.1:${port}`,
    '--storage',
    folder,
  ];
  const palier = ['apps/cli/palier.mjs', 'nginx', ...options, '--open-files', '4096'];
  const printed = execFileSync(process.execPath, palier, { encoding: 'utf8' });
  // Its files are in /tmp, as those of one nginx on a machine.
  writeFileSync(`${file}.new`, printed.replaceAll(/ \/tmp\//g, ` ${folder}/`));
  renameSync(`${file}.new`, file);
  if (existsSync(pidFile)) process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGHUP');
}
