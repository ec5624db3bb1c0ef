const newline = 10;

/**
 * Yields the lines of a UTF-8 text, with or without a byte order mark, reading as they are consumed.
 * Yields undefined for a line longer than `most`, so that memory stays bounded. Only a line feed ends
 * a line: JSON strings may hold the other Unicode line separators.
 *
 * @param most bytes, without the line feed
 * @throws what reading the bytes throws
 */
export async function* readLines(bytes: AsyncIterable<Buffer>, most: number): AsyncGenerator<string | undefined> {
  let line = new Line(most);
  for await (const chunk of bytes) {
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
