import { resolve } from 'node:path';
import { provenAddress } from '#auth';
import { Archive, renewArchive, requireDeployment, requireNew, type WantedKeys, withKeysFile } from '#platform/backup';
import { ErasureLedger } from '#platform/erasure-ledger';
import { purgeAtOnce, recountCapacity } from '#tenants';
import { recordForPlatform } from '../../terminal/record-archive.js';
import type { CliSession } from '../session.js';
import { backupTexts, leftOut, rowsIn } from './backup-texts.js';
import { schema, withServer } from './database-server.js';
import { reportKeys } from './keys-options.js';

/** Writes an archive anew without those who were erased since, and says so in the audit. */
export async function renew(
  open: () => Promise<CliSession>,
  file: string,
  target: string,
  { adminUrl, ...wanted }: WantedKeys & { readonly adminUrl?: string },
): Promise<void> {
  const [archive, renewed] = [await Archive.open(file), resolve(target)];
  try {
    requireDeployment(archive);
    await requireNew(archive, renewed);
    const { app } = await open();
    // A database that is behind does not know all erasures.
    await app.get(ErasureLedger).requireNoneMissing();
    const done = await withKeysFile(archive, wanted, (keys) =>
      withServer(adminUrl, async (server) => {
        const onStep = (step: keyof typeof backupTexts.renewing) => print(backupTexts.renewing[step]);
        const options = { server, schema, keys, provenAddress, purge: purgeAtOnce, recount: recountCapacity, onStep };
        const made = await renewArchive(archive, renewed, options);
        reportKeys(keys, made.restored);
        return made;
      }),
    );
    const { manifest, restored } = done;
    await recordForPlatform(app, 'platform.backup.renewed', manifest);
    const written = backupTexts.written(renewed, rowsIn(manifest.tables), manifest.tables.length);
    print(`${written} ${backupTexts.files(manifest)} ${backupTexts.keysBeside(renewed)}`);
    const out = leftOut(archive, restored);
    if (out) print(out);
    print(backupTexts.renewed(file, done));
  } finally {
    archive.close();
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
