import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { packPackage } from '#catalog';
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
    .argument('<package>', 'a folder with a package.json, sent without node_modules and .git, or a file of "npm pack"')
    .requiredOption('--tenant <slug>', 'the tenant whose store it is')
    .option('--app <slug>', 'the slug of the app; by default made of the name of the package')
    .option('--url <url>', 'where the server is', webAddress, 'http://127.0.0.1:3000')
    .option('--json', 'the result as JSON')
    .action(async (path: string, options: Destination & Output & { url: string }) => {
      const { url, json } = options;
      const key = process.env.PALIER_KEY;
      if (!key) throw publishProblems.key_missing();
      const scratch = await mkdtemp(join(tmpdir(), 'palier-publish-'));
      try {
        const packed = await packPackage(resolve(path), scratch);
        const { texts, version, files, bytes } = packed;
        const tell = (done: string) => process.stderr.write(`${visible(done)}\n`);
        tell(`${texts.name} ${version}: ${files} files, ${bytes.toLocaleString('en')} bytes`);
        const page = await publishPackage(new StoreClient(url, key), packed, options, tell);
        const result = { app: page.split('/').at(-1), version, files, bytes, url: `${url.replace(/\/+$/, '')}${page}` };
        process.stdout.write(json ? asJson(result) : `${result.url}\n`);
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    });
}
