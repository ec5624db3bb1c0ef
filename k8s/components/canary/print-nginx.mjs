// `node print-nginx.mjs FILE` writes the file of nginx, which sends WEIGHT percent of the clients to the new version.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const options = ['--api', 'api:80', '--canary', `api-canary:80=${process.env.WEIGHT}`];
const text = execFileSync(process.execPath, ['apps/cli/palier.mjs', 'nginx', ...options], { encoding: 'utf8' });
// A node may have any number of processors, and each worker takes memory.
writeFileSync(process.argv[2], text.replace('worker_processes auto;', 'worker_processes 2;'));
