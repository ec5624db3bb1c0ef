import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from '#platform/access';
import { type ArchiveFile, type InspectedArchive, inspectArchive, shownName, uploadLimits } from '#platform/archives';
import { CacheInvalidation, callerTag } from '#platform/cache';
import { Database, type Transaction } from '#platform/database';
import { declareDegradation } from '#platform/degradation';
import { HandlesJob, type JobContext, type JobHandler, NotNow } from '#platform/jobs';
import { defineOperation, Operations, type PersonalPayload } from '#platform/operations';
import { Problem } from '#platform/problems';
import { IncomingFiles, Storage } from '#platform/storage';
import { KeepsFiles, LARGEST_FILE } from '../files/keep-file.js';
import { ridesProblems } from '../rides.errors.js';
import { archiveById, countFiles, endArchive, type NotedFile, notedFiles, noteFile } from './archives.sql.js';
import { giveBack } from './give-back.js';

const newImports = declareDegradation('rides.imports', {
  from: 1,
  en: 'Imports of ZIPs of rides wait in their queue.',
  fr: 'Les imports de ZIP de sorties attendent dans leur file.',
});

export const importArchive = defineOperation<PersonalPayload>('rides.import-archive', {
  of: 'person',
  perDay: 20,
  // Its worker may be killed as often: each goes on where the last one stopped.
  tries: 12,
  resumes: true,
  mayWait: newImports,
  concurrency: 2,
});

const limits = { ...uploadLimits, entries: 20_000, fileBytes: LARGEST_FILE, totalBytes: 10 * 2 ** 30 };
/** Recordings of an archive, at most. */
const MOST_FILES = 5000;
/** Of the path of one, in UTF-16 code units. */
const SHOWN = 500;

/** The pause after each file, as a part of the time that it took: riders who upload and read are not held up by long imports. */
const PAUSE = 0.25;
/** Milliseconds after which answers that are kept of the rider follow an import under way: to do so with each file takes a third longer. */
const KNOWN_EVERY_MS = 1000;

/** A recording of an archive. */
type Recorded = ArchiveFile & { readonly index: number };

/**
 * Makes rides of the recordings of an archive, one by one: a file that is refused holds up no other. What became of a file is
 * written in the transaction that makes its rides, so that after a crash it goes on with those of which nothing is.
 */
@HandlesJob(importArchive)
export class ImportsArchives implements JobHandler<PersonalPayload> {
  constructor(
    private readonly database: Database,
    private readonly storage: Storage,
    private readonly incoming: IncomingFiles,
    private readonly operations: Operations,
    private readonly keeper: KeepsFiles,
    private readonly cache: CacheInvalidation,
  ) {}

  /** @throws Problem `quota_exceeded` (402), `archive_lost` (409), `archive_refused`, `too_many_recordings` (422) */
  async run({ tenantId, userId }: PersonalPayload, context: JobContext): Promise<object> {
    const person = { tenantId, userId };
    try {
      return await this.import(person, context);
    } catch (error) {
      if (await this.isLast(person, context, error))
        await this.database.transaction(person, async (tx) => {
          await giveBack(tx, this.storage, context.id);
          await this.makeKnown(tx, person);
        });
      throw error;
    }
  }

  /** Whether it does not run again. */
  private async isLast(person: Person, { id, attempt, signal }: JobContext, error: unknown): Promise<boolean> {
    if (error instanceof NotNow) return false;
    if (error instanceof Problem && error.status < 500) return true;
    // An import that stops for other tenants, or because its worker leaves, goes on later.
    if (attempt >= importArchive.tries && !signal.aborted) return true;
    const operation = await this.operations.find(person, id).catch(() => undefined);
    return operation?.state === 'cancelling';
  }

  private async import(person: Person, context: JobContext): Promise<object> {
    const { id } = context;
    const [archive] = await this.database.read(person, archiveById, id);
    if (archive?.digest) {
      const passedOver = await this.unpack(person, archive.digest, context);
      await this.database.transaction(person, async (tx) => {
        await tx.run(endArchive, id, passedOver);
        await giveBack(tx, this.storage, id);
        await this.makeKnown(tx, person);
      });
      return this.counted(person, id, passedOver);
    }
    // The worker that ended it may have been killed before it could say so.
    if (archive?.passedOver == null) throw ridesProblems.archive_lost();
    return this.counted(person, id, archive.passedOver);
  }

  private async counted(person: Person, id: string, passedOver: number): Promise<object> {
    const [counts] = await this.database.read(person, countFiles, id);
    return { ...counts, passedOver };
  }

  /** @returns how many entries are no recordings by their name */
  private async unpack(person: Person, digest: string, context: JobContext): Promise<number> {
    const archive = await this.download(person.tenantId, digest);
    try {
      const files = archive.files.map((entry, index) => ({ ...entry, index }));
      const recorded = files.filter(({ path }) => isRecording(path));
      if (recorded.length > MOST_FILES) throw ridesProblems.too_many_recordings({ most: MOST_FILES });
      await this.take(person, recorded, context);
      return files.length + archive.directories.length - recorded.length;
    } finally {
      await archive.close();
    }
  }

  /** Its file is deleted while it is open: a worker that is killed later leaves nothing of it on the disk. */
  private async download(tenantId: string, digest: string): Promise<InspectedArchive> {
    const blob = (await this.storage.find(tenantId, [digest])).get(digest);
    if (!blob) throw ridesProblems.archive_lost();
    const folder = await this.incoming.folder();
    try {
      const file = join(folder, 'archive');
      await pipeline(await this.storage.read(tenantId, blob), createWriteStream(file, { flags: 'wx', mode: 0o600 }));
      return await inspectArchive(file, limits, { eachAlone: true });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async take(person: Person, files: readonly Recorded[], { id, signal, progress }: JobContext): Promise<void> {
    const noted = new Set((await this.database.read(person, notedFiles, id)).map(({ index }) => index));
    let done = noted.size;
    let knownAt = Number.NEGATIVE_INFINITY;
    for (const file of files.filter(({ index }) => !noted.has(index))) {
      // Each start takes at least one, since the download alone may have taken the whole slice.
      if (done > noted.size) signal.throwIfAborted();
      const begun = performance.now();
      const made = await this.takeOne(person, id, file).catch((error) => this.passOver(person, id, error));
      if (made && begun - knownAt >= KNOWN_EVERY_MS) {
        knownAt = begun;
        await this.database.transaction(person, (tx) => this.makeKnown(tx, person));
      }
      await sleep(PAUSE * (performance.now() - begun));
      done += 1;
      await progress((0.95 * done) / files.length);
    }
  }

  /** Where another worker noted a file meanwhile, which was taken for dead. @throws what else is wrong; `archive_lost` (409) */
  private async passOver(person: Person, archiveId: string, error: unknown): Promise<false> {
    if (!(error instanceof NotNoted)) throw error;
    const [archive] = await this.database.read(person, archiveById, archiveId);
    if (!archive?.digest) throw ridesProblems.archive_lost();
    return false;
  }

  /** What a request of the rider writes is made known to what is kept of them with its answer; an import has none. */
  private makeKnown(tx: Transaction, { tenantId, userId }: Person): Promise<void> {
    return this.cache.within(tx, tenantId, [callerTag(userId)]);
  }

  /** @returns whether it made rides */
  private async takeOne(
    person: Person,
    archiveId: string,
    { index, path, bytes, refused, open }: Recorded,
  ): Promise<boolean> {
    const file = { archiveId, index, path: shownName(path, SHOWN), code: null, rideIds: [] };
    const refuse = async (code: string) => {
      await this.database.transaction(person, (tx) => note(tx, person, { ...file, state: 'refused', code }));
      return false;
    };
    try {
      if (refused) return await refuse(refused);
      let makesRides = false;
      await this.keeper.keep(person, { length: bytes, open }, async (tx, { rides, made }) => {
        const rideIds = rides.map((ride) => ride.id);
        await note(tx, person, { ...file, state: made ? 'stored' : 'duplicate', rideIds });
        makesRides = made;
      });
      return makesRides;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      if (error.status === 503) throw new NotNow(error.message, { cause: error });
      if (error.status !== 422) throw error;
      return await refuse(codeOf(error));
    }
  }
}

/** Nothing of the transaction is kept then. */
class NotNoted extends Error {}

/** @throws NotNoted where the file is noted already, or the import has ended */
async function note(tx: Transaction, { tenantId, userId }: Person, file: NotedFile): Promise<void> {
  const { archiveId, index, path, state, code, rideIds } = file;
  const [noted] = await tx.run(noteFile, tenantId, userId, archiveId, index, path, state, code, rideIds);
  if (!noted) throw new NotNoted();
}

/** Of a file that cannot be unpacked, that says why. */
const codeOf = ({ code, options }: Problem) => (code === 'archive_refused' ? String(options.extensions?.reason) : code);

/** By its name; macOS puts what it knows of each file beside them. */
const isRecording = (path: string) => /\.(fit|gpx|tcx)(\.gz)?$/i.test(path) && !/(^|\/)__MACOSX\//.test(path);
