/** An entry of a tar that is right but for what is given. */
export interface HostileTarEntry {
  name: string | Buffer;
  content?: string | Buffer;
  /** One character; a file by default. */
  type?: string;
  /** Instead of the length of the content, twelve bytes. */
  size?: string | Buffer;
  magic?: string;
  prefix?: string;
  checksum?: number;
}

/** A tar that says whatever it is told to. */
export function hostileTar(entries: readonly HostileTarEntry[], end = Buffer.alloc(1024)): Buffer {
  return Buffer.concat([...entries.flatMap((entry) => [headerOf(entry), whole(entry)]), end]);
}

/** An extended header of POSIX with these records. */
export function pax(records: Record<string, string>, type = 'x'): HostileTarEntry {
  const each = Object.entries(records).map(([key, value]) => record(` ${key}=${value}\n`));
  return { name: 'PaxHeader', type, content: each.join('') };
}

/** The extended header of GNU for a long name. */
export const longName = (name: string): HostileTarEntry => ({ name: '././@LongLink', type: 'L', content: `${name}\0` });

/** With the length, in bytes, that counts its own digits. */
function record(rest: string): string {
  const bytes = Buffer.byteLength(rest);
  const digits = String(bytes + String(bytes).length).length;
  return `${bytes + digits}${rest}`;
}

function headerOf(entry: HostileTarEntry): Buffer {
  const { name, content = '', type = '0', magic = 'ustar\x0000', prefix = '', checksum } = entry;
  const header = Buffer.alloc(512);
  header.set(Buffer.from(name as string).subarray(0, 100));
  header.write('0000644\x000000000\x000000000\0', 100);
  header.set(
    Buffer.from((entry.size as string) ?? `${Buffer.byteLength(content).toString(8).padStart(11, '0')}\0`),
    124,
  );
  header.write('00000000000\0        ', 136);
  header.write(type, 156, 'latin1');
  header.write(magic, 257, 'latin1');
  header.write(prefix, 345);
  const sum = checksum ?? header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

function whole({ content = '' }: HostileTarEntry): Buffer {
  const bytes = Buffer.from(content as string);
  return Buffer.concat([bytes, Buffer.alloc(-bytes.length & 511)]);
}
