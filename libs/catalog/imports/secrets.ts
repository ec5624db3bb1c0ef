import { createReadStream } from 'node:fs';
import { bad } from './bad-package.js';
import type { FoundFile } from './found-package.js';

/** Names under which tools keep passwords and keys. */
const secretName =
  /(^|\/)(\.env[^/]*(\/.*)?|\.npmrc|id_(rsa|dsa|ecdsa|ed25519)([_-][^/.]*)?(\.(?!pub$)[^/]*)?|[^/]*\.(pem|key|p12|pfx))$/i;
/** Documents and programs quote the first line alone, without letters of a key soon after. */
const privateKey = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,400}?[A-Za-z0-9+/]{48}/;
/** The words of that line, also in UTF-16 of either byte order. */
const keyWords = ['PRIVATE KEY', [...'PRIVATE KEY'].join('\0')];
/** The bytes of UTF-16, and the escapes of JSON in PHP, between the letters of a key. */
const betweenLetters = /\0|\\(?=\/)/g;
/** Bytes in which a key begins, at most. */
const startBytes = 1200;

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
    text = text.slice(-startBytes) + chunk.toString('latin1');
    if (!keyWords.some((words) => text.includes(words))) continue;
    if (privateKey.test(text.replace(betweenLetters, ''))) return true;
  }
  return false;
}
