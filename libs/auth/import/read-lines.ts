import { type FileHandle, open } from 'node:fs/promises';
import { importProblems } from './import.errors.js';

const newline = 10;

/**
 * Yields the lines of a UTF-8 file, with or without a byte order mark, reading as they are consumed.
 * Yields undefined for a line longer than `most`, so that memory stays bounded. Only a line feed ends
 * a line: JSON strings may hold the other Unicode line separators.
 *
 * @param most bytes, without the line feed
 * @throws Problem `import_file_unreadable` (400)
 */
export async function* readLines(path: string, most: number): AsyncGenerator<string | undefined> {
  const file = await opened(path);
  try {
    let line = new Line(most);
    for await (const chunk of file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
      let from = 0;
      for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
        line.add(chunk.subarray(from, end));
        yield line.text();
        line = new Line(most);
        from = end + 1;
      }
      line.add(chunk.subarray(from));
    }
    yield line.text();
  } finally {
    await file.close();
  }
}

/** The part of one line that was read; a line that is too long is dropped. */
class Line {
  private parts: Buffer[] = [];
  private length = 0;

  constructor(private readonly most: number) {}

  add(part: Buffer): void {
    this.length += part.length;
    this.parts = this.length > this.most ? [] : [...this.parts, part];
  }

  text(): string | undefined {
    return this.length > this.most ? undefined : new TextDecoder().decode(Buffer.concat(this.parts));
  }
}

/** Refuses a directory here: it opens without an error and fails only when read. */
async function opened(path: string): Promise<FileHandle> {
  const file = await open(path).catch((cause: unknown) => {
    throw importProblems.import_file_unreadable({ path }, { cause });
  });
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw importProblems.import_file_unreadable({ path });
}
