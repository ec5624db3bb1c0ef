/** The most characters of a name, without its extension. */
const LONGEST = 100;

/** Names for the files of an export, none of them twice, whatever the file system of who unpacks it. */
export class FileNames {
  private readonly taken = new Set<string>();

  /**
   * @param name that the file had, if it is known
   * @param digest its name otherwise
   * @param extension without its dot; by default that of `name`
   */
  of(name: unknown, digest: string, extension: string | undefined): string {
    const known = typeof name === 'string' ? plain(name) : '';
    const [, base = '', own = ''] = /^(.*?)(?:\.([A-Za-z0-9]{1,10}))?$/.exec(known) ?? [];
    const end = extension ?? own;
    const suffix = end ? `.${end}` : '';
    const stem = base.slice(0, LONGEST).replace(/[. ]+$/, '') || digest;
    for (let n = 1; ; n += 1) {
      const made = `files/${stem}${n === 1 ? '' : `-${n}`}${suffix}`;
      if (this.taken.has(made.toLowerCase())) continue;
      this.taken.add(made.toLowerCase());
      return made;
    }
  }
}

/** Letters, digits and a few signs; no name of a device of Windows. */
function plain(name: string): string {
  const kept = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N} ._-]/gu, '_')
    .replace(/^[. ]+/, '');
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(kept) ? `_${kept}` : kept;
}
