import type { Readable } from 'node:stream';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Storage } from '#platform/storage';
import { BoundedThreads, ThreadFailed } from '#platform/threads';
import { campusProblems } from '../campus.errors.js';
import type { CsvPart, CsvTask } from './csv-thread.js';
import { type Encoding, MOST_COLUMNS, MOST_LINES, type RosterRecord, type TextForm } from './roster-text.js';

/** Of a record: bytes in UTF-8 with its separators, which empty fields have alone, and characters without them. */
const MOST_BYTES = 65_536;
const MOST_CHARACTERS = 20_000;
/** Characters of a part: a thread reads it in some milliseconds, and its records are copied from there at once. */
const PART = 65_536;
const most = { mostBytes: MOST_BYTES, mostCharacters: MOST_CHARACTERS, mostFields: MOST_COLUMNS + 1 };
/** Of CPU time of a part. */
const MOST_SECONDS = 5;
/** Lines that are read and written at once. */
const AT_ONCE = 1000;

/** A file that is kept, and the row that has it. */
interface KeptFile {
  readonly tenantId: string;
  readonly id: string;
  readonly digest: string;
}

/** Reads the records of CSV files in a thread, part by part: jobs that read files at the same time take turns. */
@Injectable()
export class CsvReader implements OnApplicationShutdown {
  private readonly pool = new BoundedThreads({
    file: 'campus/rosters/csv-thread.js',
    threads: 1,
    heapMegabytes: 128,
    newMegabytes: 16,
    seconds: MOST_SECONDS,
  });

  constructor(private readonly storage: Storage) {}

  /**
   * The lines of a file behind its header, a thousand at a time.
   *
   * @throws Problem `roster_not_found` (404), `too_many_lines` (422), and as `recordsOf`
   */
  async *linesOf({ tenantId, id, digest }: KeptFile, form: TextForm): AsyncGenerator<readonly RosterRecord[]> {
    const blob = (await this.storage.find(tenantId, [digest])).get(digest);
    if (!blob) throw campusProblems.roster_not_found({ id });
    let [lines, read]: [RosterRecord[], number] = [[], 0];
    for await (const record of this.recordsOf(await this.storage.read(tenantId, blob), form)) {
      read += 1;
      // The header.
      if (read === 1) continue;
      if (read > MOST_LINES + 1) throw campusProblems.too_many_lines({ most: MOST_LINES });
      lines.push(record);
      if (lines.length < AT_ONCE) continue;
      yield lines;
      lines = [];
    }
    if (lines.length > 0) yield lines;
  }

  /**
   * The records of a roster, one after the other; empty lines are left out. Of a record with more columns than a file may have,
   * the first 101 are there.
   *
   * @throws Problem `roster_malformed` for a quote that nothing closes, `line_too_long` (422)
   */
  private async *recordsOf(bytes: Readable, { encoding, separator }: TextForm): AsyncGenerator<RosterRecord> {
    let rest: Uint8Array = new Uint8Array();
    let [before, lineEnd] = [0, ''];
    for await (const { text, last } of partsOf(bytes, encoding)) {
      lineEnd ||= lineEndOf(text);
      const task = { ...most, separator, lineEnd, last };
      const part = await this.read(task, Buffer.concat([rest, Buffer.from(text)]), before);
      for (const { line, fields } of part.records) yield { line: before + line, fields };
      if (part.fault) throw refused(before + part.fault.line, part.fault.reason);
      before += part.lines;
      rest = part.rest;
    }
  }

  /** Ends the thread, with what it still reads. */
  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }

  private async read(task: CsvTask, bytes: Uint8Array, before: number): Promise<CsvPart> {
    try {
      return await this.pool.run<CsvTask, CsvPart>(task, bytes);
    } catch (error) {
      if (error instanceof ThreadFailed) throw refused(before + 1, error.reason);
      throw error;
    }
  }
}

function refused(line: number, reason: string | null) {
  return reason === null
    ? campusProblems.line_too_long({ line, most: MOST_BYTES })
    : campusProblems.roster_malformed({ line, reason });
}

/** The text in parts, of which the last one may be empty. */
async function* partsOf(
  bytes: AsyncIterable<Buffer>,
  encoding: Encoding,
): AsyncGenerator<{ text: string; last: boolean }> {
  const decoder = new TextDecoder(encoding);
  let text = '';
  for await (const chunk of bytes) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length < PART) continue;
    yield { text, last: false };
    text = '';
  }
  yield { text: text + decoder.decode(), last: true };
}

/** How the header ends, which a quoted line end is a part of. */
function lineEndOf(text: string): string {
  const ofHeader = /^(?:"[^"]*"|[^"\r\n])*(\r\n|\n|\r)/.exec(text)?.[1];
  return ofHeader ?? /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}
