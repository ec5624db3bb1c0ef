import type { Command } from 'commander';
import { type BundleReport, verifyBundle } from '#catalog';
import { asJson, type Output, visible } from './output.js';

interface VerifyOptions extends Output {
  signature?: string;
  keys?: string;
  store?: string;
  app?: string;
  version?: string;
}

/** `palier bundle verify`: checks a bundle that was downloaded, with nothing but files. */
export function registerBundleCommands(program: Command): void {
  const bundle = program.command('bundle').description('The ZIP files in which apps are downloaded.');
  bundle
    .command('verify')
    .description(
      'Check each file of a bundle against its manifest, and the manifest against its signature. Works offline.',
    )
    .argument('<file>', 'a bundle, such as notes-1.2.3.zip')
    .option('--signature <file>', 'its signature, such as notes-1.2.3.zip.sig')
    .option('--keys <file>', 'the public keys of the store, a JWK set; checks the signature')
    .option('--store <slug>', 'refuse a bundle of another store, as in /v1/stores/{slug}')
    .option('--app <slug>', 'refuse a bundle of another app')
    .option('--version <version>', 'refuse a bundle of another version')
    .option('--json', 'the result as JSON')
    .action(async (file: string, { json, ...proofs }: VerifyOptions, command: Command) => {
      if (proofs.keys !== undefined && proofs.signature === undefined)
        command.error('error: --keys needs --signature: name the file of the signature too.');
      if ((proofs.store ?? proofs.app ?? proofs.version) !== undefined && proofs.keys === undefined)
        command.error(
          'error: --store, --app and --version need --keys and --signature: anyone can write names that nobody signed.',
        );
      const report = await verifyBundle(file, proofs);
      process.stdout.write(json ? asJson(report) : text(report));
      if (report.faults.length > 0) process.exitCode = 1;
    });
}

function text(report: BundleReport): string {
  const { store, tenantId, app, version, files, manifestSha256, signature, faults } = report;
  const maker = store === undefined ? unnamed : `store: ${store}, tenant ${tenantId}`;
  const what = [`${app} ${version}, files: ${files}`, maker, `manifest SHA-256: ${manifestSha256}`];
  const wrong = faults.map(({ entry, text }) => (entry === undefined ? text : `${entry}: ${text}`));
  const end = wrong.length > 0 ? wrong : ['The bundle is whole.'];
  return [...(manifestSha256 ? what : []), signed(signature), ...end].map((line) => `${visible(line)}\n`).join('');
}

const unnamed =
  'store: none is named; a bundle of format 1 does not show which store of the deployment made it, so download it again';

function signed({ state, keyId }: BundleReport['signature']): string {
  if (state === 'none') return 'signature: none was given, so anyone may have made this bundle';
  if (state === 'not_checked') return 'signature: not checked; give the public keys by --keys';
  return `signature: ${state}${keyId === undefined ? '' : `, key ${keyId}`}`;
}
