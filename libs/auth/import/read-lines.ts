import { type FileHandle, open } from 'node:fs/promises';
import { importProblems } from './import.errors.js';

const newline = 10;

/**
 * The lines of a file in UTF-8, with or without a byte order mark, read as they are asked for.
 * Undefined stands for a line that is longer than `most`, so that memory stays bounded whatever the
 * file holds. Line feeds alone end a line: JSON may hold what else Unicode takes for its end.
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

/** What was read of one line; of one that is too long nothing is kept. */
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

/** A directory opens as well, and only fails when it is read. */
async function opened(path: string): Promise<FileHandle> {
  const file = await open(path).catch((cause: unknown) => {
    throw importProblems.import_file_unreadable({ path }, { cause });
  });
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw importProblems.import_file_unreadable({ path });
}
