import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { Persons } from '#auth';
import { backupProblems } from '#platform/backup';
import { type ErasureDto, Erasures, PersonExports, type ProvenErasureDto } from '#platform/data-lifecycle';
import { newId } from '#platform/ids';
import { Tenants } from '#tenants';
import { wholeNumber } from './options.js';
import { asJson, type Output } from './output.js';
import { erasureReceiptText } from './receipt-texts.js';
import type { CliSession } from './session.js';

/** `palier person export`, `erase` and `erasure`: what a person may ask for by the GDPR. */
export function registerPersonCommands(program: Command, open: () => Promise<CliSession>): void {
  const person = program.command('person').description('Export or erase what a tenant holds of a person.');
  const found = async (slug: string, who: string) => {
    const { app } = await open();
    const { id } = await app.get(Tenants).bySlug(slug);
    return { app, person: await app.get(Persons).find(id, who) };
  };
  person
    .command('export')
    .description(
      'Write all data about a person into a ZIP: index.html, a CSV of each table, their files, and data.jsonl with {"table", "row"}.',
    )
    .argument('<tenant>', 'its slug')
    .argument('<person>', 'the address or the id of the user')
    .argument('<file>', 'the ZIP to write')
    .action(async (slug: string, who: string, file: string) => {
      const { app, person } = await found(slug, who);
      const id = newId();
      const lines = await app.get(Persons).export(person, id, { replaces: false });
      try {
        if (lines > 0) await writeFile(await app.get(PersonExports).read(person, id), resolve(file));
      } finally {
        await app.get(PersonExports).remove(person, id);
      }
      process.stdout.write(lines > 0 ? `${resolve(file)}: ${lines} rows.\n` : 'There is nothing to export.\n');
    });
  person
    .command('erase')
    .description('Erase a person for good: their access ends at once, their data after the grace period.')
    .argument('<tenant>', 'its slug')
    .argument('<person>', 'the address of a user, or the id of one who may be removed already')
    .option('--grace <days>', 'how long it can be cancelled, 0 to 30 days', wholeNumber(0, 30), 7)
    .option('--json', 'as JSON')
    .action(async (slug: string, who: string, { grace, json }: { grace: number } & Output) => {
      const { app, person } = await found(slug, who);
      print(await app.get(Persons).erase(person, grace), json);
    });
  person
    .command('erasure')
    .description('Show the erasure of a person, and its receipt once it has ended.')
    .argument('<tenant>', 'its slug')
    .argument('<person>', 'the id of the user, or the address while the account is there')
    .option('--json', 'as JSON')
    .action(async (slug: string, who: string, { json }: Output) => {
      const { app, person } = await found(slug, who);
      print(await app.get(Erasures).of(person), json);
    });
}

/** @throws Problem `archive_exists`, `archive_unwritable`; errors of the source. No partial file is left then. */
async function writeFile(zip: Readable, file: string): Promise<void> {
  const output = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true });
  try {
    await pipeline(zip, output);
  } catch (error) {
    const { code = '', syscall } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw backupProblems.archive_exists({ file });
    await rm(file, { force: true });
    throw syscall ? backupProblems.archive_unwritable({ file, reason: code }, { cause: error }) : error;
  }
}

function print(erasure: ErasureDto | ProvenErasureDto, json: boolean | undefined): void {
  process.stdout.write(json ? asJson(erasure) : `${textOf(erasure)}\n`);
}

function textOf(erasure: ErasureDto | ProvenErasureDto): string {
  const { userId, state, dueAt, erasedAt, counts } = erasure;
  if ('receipt' in erasure && erasure.receipt) return erasureReceiptText(erasure.receipt).trimEnd();
  if (state === 'pending') return `The erasure of ${userId} is due at ${dueAt.toISOString()}.`;
  const rows = Object.values(counts).reduce((sum, n) => sum + n, 0);
  if (!erasedAt) return `The erasure of ${userId} is under way: ${rows} rows changed.`;
  return `${userId} was erased at ${erasedAt.toISOString()}: ${rows} rows changed.`;
}
