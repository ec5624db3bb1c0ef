/** Of an extended header: reading them takes time in which nothing else runs. */
const mostRecords = 1000;

/** What extended headers say of the entry that follows them. */
export interface TarExtension {
  readonly path?: Buffer;
  readonly bytes?: number;
  /** Whether its content is a map of holes and what lies between them, and not the file's. */
  readonly sparse?: boolean;
}

/** The name in an extension of GNU for long names, which ends with U+0000. */
export function readLongName(content: Buffer): TarExtension {
  let end = content.length;
  while (content[end - 1] === 0) end -= 1;
  return { path: content.subarray(0, end) };
}

/**
 * The records of an extended header of POSIX (pax), each as in `21 path=package/a.js` with a line feed, its length first.
 * Others than path and size say nothing about the content, except those of sparse files.
 *
 * @returns undefined where one is malformed, empty or there twice, which programs read differently, and where there are more than 1,000
 */
export function readPax(content: Buffer): TarExtension | undefined {
  const records = new Map<string, Buffer>();
  for (let at = 0; at < content.length; ) {
    const [digits = ''] = /^[1-9]\d{0,6}(?= )/.exec(content.toString('latin1', at, at + 8)) ?? [];
    const end = at + Number(digits);
    const equals = content.indexOf('=', at);
    if (!digits || content[end - 1] !== 0x0a || equals === -1 || equals >= end) return undefined;
    const key = content.toString('latin1', at + digits.length + 1, equals);
    if (records.has(key) || records.size === mostRecords) return undefined;
    records.set(key, content.subarray(equals + 1, end - 1));
    at = end;
  }
  const [path, size] = [records.get('path'), records.get('size')];
  if (path?.length === 0 || (size && !/^\d{1,15}$/.test(size.toString('latin1')))) return undefined;
  const sparse = [...records.keys()].some((key) => key.startsWith('GNU.sparse.'));
  return { ...(path && { path }), ...(size && { bytes: Number(size.toString('latin1')) }), ...(sparse && { sparse }) };
}
