import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { type PackOptions, packPackage } from '#catalog';
import { webAddress } from './options.js';
import { asJson, type Output, visible } from './output.js';
import { publishProblems } from './publish/publish.errors.js';
import { type Destination, publishPackage } from './publish/publish-package.js';
import { StoreClient } from './publish/store-client.js';

/** `palier publish`: for makers of apps, who have a key of the store and no access to its database. */
export function registerPublishCommand(program: Command): void {
  program
    .command('publish')
    .description(
      'Publish a version of an app over HTTP, with the key in PALIER_KEY. Name, version, licence, author, description and keywords are those of its package.json; the texts of an app that is there stay.',
    )
    .argument(
      '<package>',
      'a folder, or a file of "npm pack". With a package.json, the files that "npm pack" would pack are sent; without one, all but node_modules and .git',
    )
    .requiredOption('--tenant <slug>', 'the tenant whose store it is')
    .option('--app <slug>', 'the slug of the app; by default made of the name of the package')
    .option(
      '--version <version>',
      'the version of a folder without a package.json, which also needs --app; elsewhere it must be that of the package',
    )
    .option(
      '--allow <path>',
      'send this file of the package, although it looks like a secret (.env, *.pem or a private key); may be repeated',
      (path, all: string[] = []) => [...all, path],
    )
    .option('--url <url>', 'where the server is', webAddress, 'http://127.0.0.1:3000')
    .option('--json', 'the result as JSON')
    .action(async (path: string, options: Destination & PackOptions & Output & { url: string }) => {
      const { url, json } = options;
      const key = process.env.PALIER_KEY;
      if (!key) throw publishProblems.key_missing();
      const scratch = await mkdtemp(join(tmpdir(), 'palier-publish-'));
      try {
        const packed = await packPackage(resolve(path), scratch, options);
        const { texts, version, files, leftOut, bytes } = packed;
        const tell = (done: string) => process.stderr.write(`${visible(done)}\n`);
        tell(`${texts.name} ${version}: ${files.length} files, ${bytes.toLocaleString('en')} bytes`);
        for (const file of files) tell(`  ${file}`);
        for (const file of leftOut) tell(`  (left out: ${file})`);
        const page = await publishPackage(new StoreClient(url, key), packed, options, tell);
        const result = {
          app: page.split('/').at(-1),
          version,
          files: files.length,
          leftOut,
          bytes,
          url: `${url.replace(/\/+$/, '')}${page}`,
        };
        process.stdout.write(json ? asJson(result) : `${result.url}\n`);
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    });
}
