import { createReadStream } from 'node:fs';
import { bad } from './bad-package.js';
import type { FoundFile } from './found-package.js';

/** Names under which tools keep passwords and keys. */
const secretName = /(^|\/)(\.env[^/]*(\/.*)?|\.npmrc|id_[^/]*|[^/]*\.(pem|key|p12))$/i;
/** Text that documents and programs quote has the first line alone, and no letters of a key soon after. */
const privateKey = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,400}?[A-Za-z0-9+/]{48}/;
/** Characters in which a key begins, at most. */
const beginning = 600;

/** A file whose content can be read. */
interface ReadableFile {
  readonly path: string;
  open(): AsyncIterable<Buffer>;
}

/** The paths of the files that have the name of a secret or hold a private key, without those that are allowed. */
export async function secretsAmong(files: readonly ReadableFile[], allowed: readonly string[] = []): Promise<string[]> {
  const secrets: string[] = [];
  for (const { path, open } of files) {
    if (allowed.includes(path)) continue;
    if (secretName.test(path) || (await holdsPrivateKey(open()))) secrets.push(path);
  }
  return secrets;
}

export const onDisk = ({ path, location }: FoundFile): ReadableFile => ({
  path,
  open: () => createReadStream(location),
});

/** @throws BadPackage where a file of an installed package is a secret */
export async function refuseSecrets(files: readonly FoundFile[]): Promise<void> {
  const secrets = await secretsAmong(files.map(onDisk));
  if (secrets.length > 0) throw bad.secrets(secrets);
}

async function holdsPrivateKey(content: AsyncIterable<Buffer>): Promise<boolean> {
  let text = '';
  for await (const chunk of content) {
    text = text.slice(-beginning) + chunk.toString('latin1');
    if (text.includes('PRIVATE KEY') && privateKey.test(text)) return true;
  }
  return false;
}
