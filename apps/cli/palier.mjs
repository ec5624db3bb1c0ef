#!/usr/bin/env node
// The bin `palier`. It must parse on any Node, because it reports which version is needed.
import { existsSync } from 'node:fs';
import * as module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const main = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'dist', 'apps', 'cli', 'main.js');

if (Number(process.versions.node.split('.')[0]) < 26) {
  stop(`palier needs Node 26 or later, this is ${process.versions.node}: run "npx palier", which brings its own.`);
}
if (!existsSync(main)) stop('palier is not built yet: run "npm run build", or "npm start", first.');
// Node then compiles each file once, not for each command.
module.enableCompileCache();
await import(pathToFileURL(main));

function stop(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
