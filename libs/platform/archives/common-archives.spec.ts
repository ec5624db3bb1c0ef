// Real: files. Faked: nothing; the archives are made byte by byte, as common programs make them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';
import { Problem } from '#platform/problems';
import { type HostileTarEntry, hostileTar, longName, pax } from '../../../test/support/hostile-tar.js';
import { type HostileEnd, type HostileEntry, hostileZip, u16, u32, u64 } from '../../../test/support/hostile-zip.js';
import { uploadLimits } from './archive-entry.js';
import { inspectArchive } from './inspect-archive.js';
import { inspectTarball } from './inspect-tarball.js';
import { withoutSystemFiles } from './system-files.js';

const directory = mkdtempSync(join(tmpdir(), 'palier-common-archives-'));
const file = join(directory, 'upload');
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const limits = { ...uploadLimits, totalBytes: 10 * 1024 * 1024 };

/** The paths of the files, all of which can be unpacked, and of what was left out; or the reason of the refusal. */
async function outcome(
  archive: Promise<{
    files: readonly { path: string; open(): NodeJS.ReadableStream }[];
    leftOut?: readonly string[];
    close(): Promise<void>;
  }>,
) {
  try {
    const { files, leftOut, close } = await archive;
    const { kept, leftOut: added } = withoutSystemFiles(files);
    for (const { open } of files) await buffer(open());
    await close();
    return { files: kept.map(({ path }) => path), leftOut: leftOut ?? added };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.options.extensions?.reason;
  }
}

const index: HostileEntry = { name: 'index.html', content: '<h1>hi</h1>\n' };
const text = { content: 'x' };
const folder = (name: string): HostileEntry => ({ name, method: 0, attributes: (0o40755 * 65536) | 16 });
const [dos, unmarked] = [{ madeBy: 20, flags: 0 }, { flags: 0 }];
/** Sizes and checksum follow the content. */
const streamed = (entry: HostileEntry, signature = Buffer.from('PK\x07\x08')): HostileEntry => {
  const content = Buffer.from(entry.content ?? '');
  const packed = entry.method === 0 ? content : deflateRawSync(content);
  const after = Buffer.concat([signature, u32(crc32(content)), u32(packed.length), u32(content.length)]);
  return { ...entry, flags: 0x808, after, local: { crc32: 0, bytes: 0, storedBytes: 0 } };
};
const page437 = Buffer.from('caf\x82.txt', 'latin1');
const field = (id: number, data: Buffer) => Buffer.concat([u16(id), u16(data.length), data]);
const unicodePath = (name: string, of: Buffer, version = 1) =>
  field(0x7075, Buffer.concat([Buffer.of(version), u32(crc32(of)), Buffer.from(name)]));
const named = (name: string, ...more: Partial<HostileEntry>[]): HostileEntry =>
  Object.assign({ name, ...text }, ...more);
const full32 = 0xffffffff;
const zip64 = (content: string): HostileEntry => {
  const sizes = field(1, Buffer.concat([u64(BigInt(content.length)), u64(BigInt(deflateRawSync(content).length))]));
  return { name: 'long', content, bytes: full32, storedBytes: full32, extra: sizes };
};

const zips: [by: string, expected: string | string[], entries: HostileEntry[], leftOut?: string[], end?: HostileEnd][] =
  [
    ['zip', ['index.html', 'a/b.txt'], [index, named('a/b.txt', unmarked)]],
    ['zip, with folders and a comment', ['d/a'], [folder('d/'), named('d/a')], [], { comment: 'built by CI' }],
    ['zip, with times and owners', ['a'], [named('a', { extra: field(0x5455, Buffer.alloc(5)) })]],
    [
      'zip of "."',
      ['index.html', 'a/b.txt'],
      [folder('./'), { ...index, name: './index.html' }, folder('./a/'), named('././a/b.txt')],
    ],
    [
      'Java, streamed',
      ['META-INF/MANIFEST.MF', 'a'],
      [
        streamed({ ...folder('META-INF/'), extra: field(0xcafe, Buffer.alloc(0)) }),
        streamed(named('META-INF/MANIFEST.MF')),
        streamed(named('a')),
      ],
    ],
    [
      'a stream without signatures',
      ['a', 'b'],
      [streamed(named('a'), Buffer.alloc(0)), streamed(named('b'), Buffer.alloc(0))],
    ],
    ['zipalign', ['a'], [named('a', { extra: Buffer.alloc(3) })]],
    ['a program with ZIP64', ['long'], [zip64('content')]],
    ['Windows, without modes', ['d/a'], [{ ...folder('d/'), ...dos, attributes: 16 }, named('d/a', dos)]],
    [
      'PowerShell, with backslashes',
      ['css/site.css', 'a'],
      [{ ...folder('css\\'), ...dos, attributes: 16 }, named('css\\site.css', dos), named('a', dos)],
    ],
    ['Explorer, in code page 437', ['café.txt'], [named('', dos, { name: page437 })]],
    [
      'Explorer, in code page 850',
      ['À Élan à Fußgängerzone, ñandú'],
      [named('', dos, { name: Buffer.from('\xb7 \x90lan \x85 Fu\xe1g\x84ngerzone, \xa4and\xa3', 'latin1') })],
    ],
    ...['caf\xe9.html', 'p\xe8re', 'fran\xe7ais', '\xe9t\xe9', '\xe9cole', '\xe0', '\xd6l', 'm\xe1s'].map(
      (name): [string, string, HostileEntry[]] => [
        `a program of Windows in Latin-1, ${name}`,
        'not_utf8',
        [named('', dos, { name: Buffer.from(name, 'latin1') })],
      ],
    ),
    ['Explorer in Polish', 'not_utf8', [named('', dos, { name: Buffer.from('m\xa5ka.txt', 'latin1') })]],
    ['Explorer in Japanese', 'not_utf8', [named('', dos, { name: Buffer.from('93fa967b8cea2e747874', 'hex') })]],
    ['a program of Unix in Latin-1', 'not_utf8', [named('', unmarked, { name: Buffer.from('caf\xe9', 'latin1') })]],
    [
      'a program that marks Latin-1 as UTF-8',
      'not_utf8',
      [named('', dos, { name: Buffer.from('caf\xe9', 'latin1'), flags: 0x800 })],
    ],
    [
      'Info-ZIP, with Unicode Path',
      ['日本.txt'],
      [named('', dos, { name: page437, extra: unicodePath('日本.txt', page437) })],
    ],
    [
      'Info-ZIP, with Unicode Path of letters alone',
      ['été'],
      [named('#U00e9t#U00e9', unmarked, { extra: unicodePath('été', Buffer.from('#U00e9t#U00e9')) })],
    ],
    [
      'a program that renamed and kept Unicode Path',
      ['café.txt'],
      [named('', dos, { name: page437, extra: unicodePath('old.txt', Buffer.from('old.txt')) })],
    ],
    [
      'a program with Unicode Path of another version',
      ['café.txt'],
      [named('', dos, { name: page437, extra: unicodePath('b', page437, 2) })],
    ],
    ['a program with Unicode Path and a mark', ['a'], [named('a', { extra: unicodePath('b', Buffer.from('a')) })]],
    [
      'a program whose Unicode Path is not UTF-8',
      ['a'],
      [named('a', unmarked, { extra: field(0x7075, Buffer.concat([Buffer.of(1), u32(crc32('a')), Buffer.of(0xe9)])) })],
    ],
    [
      'macOS',
      ['site/index.html'],
      [
        folder('site/'),
        { ...index, name: 'site/index.html' },
        named('site/.DS_Store'),
        folder('__MACOSX/'),
        named('__MACOSX/site/._index.html'),
        named('__MACOSX/._site'),
      ],
      ['site/.DS_Store', '__MACOSX/site/._index.html', '__MACOSX/._site'],
    ],
    [
      'macOS on a disk of Windows',
      ['css/a/b', '._alone'],
      [named('css/a/b'), named('css/a/._b'), named('._css'), named('._alone')],
      ['css/a/._b', '._css'],
    ],
    ['macOS, with accents that are letters of their own', ['cafe\u0301'], [streamed(named('cafe\u0301'))]],
    [
      'git, with hidden files',
      ['.gitkeep', 'fonts/.htaccess', 'a b (1) [x] #&+%=;,.js'],
      ['.gitkeep', 'fonts/.htaccess', 'a b (1) [x] #&+%=;,.js'].map((name) => named(name)),
    ],
    [
      'git, with a folder before all',
      ['app-1.0/index.html'],
      [folder('app-1.0/'), { ...index, name: 'app-1.0/index.html' }],
    ],
    ['a program with all of Unicode', ['日本語/絵文字😀.txt'], [named('日本語/絵文字😀.txt')]],
    ['a program, without a file', [], []],
    ['a program, with empty files', ['a', 'b'], [{ name: 'a', method: 0 }, { name: 'b' }]],
    [
      'zip, with a link',
      'special_file',
      [{ ...index }, { name: 'link', content: 'index.html', method: 0, attributes: 0o120777 * 65536 }],
    ],
    ['zip, of a pipe', 'special_file', [{ name: '-', content: 'x', attributes: 0o10600 * 65536 }]],
    ['7-Zip, with LZMA', 'unsupported_method', [{ ...index, method: 14 }]],
    ['Unix, with names that Windows takes for one', 'name_clash', [named('README.md'), named('readme.md')]],
    ['Unix, with a question mark', 'windows_character', [named('What?.txt')]],
    ['Windows, climbing by backslashes', 'dot_segment', [named('..\\a', dos)]],
    ['Windows, with a drive', 'drive_letter', [named('C:\\a', dos)]],
    ['Windows, with one file twice', 'duplicate_name', [named('b\\a', dos), named('b/a', dos)]],
    [
      'a program that climbs by Unicode Path',
      'dot_segment',
      [named('a', unmarked, { extra: unicodePath('../a', Buffer.from('a')) })],
    ],
    [
      'a program whose Unicode Path doubles a name',
      'duplicate_name',
      [named('a', unmarked, { extra: unicodePath('b', Buffer.from('a')) }), named('b')],
    ],
  ];

describe('a ZIP made by', () => {
  it.each(zips)('%s: %j', async (_, expected, entries, leftOut = [], end = {}) => {
    writeFileSync(file, hostileZip(entries, end));
    expect(await outcome(inspectArchive(file, limits))).toEqual(
      typeof expected === 'string' ? expected : { files: expected, leftOut },
    );
  });
});

const page: HostileTarEntry = { name: 'index.html', content: '<h1>hi</h1>\n' };
const dir = (name: string): HostileTarEntry => ({ name, type: '5' });
const inTar = (name: string): HostileTarEntry => ({ ...page, name });
const v7 = { magic: '\0'.repeat(8), type: '\0' };
const whole = (entries: HostileTarEntry[]) => gzipSync(hostileTar(entries));
const members = (tar: Buffer) =>
  Buffer.concat(Array.from({ length: tar.length / 512 }, (_, i) => gzipSync(tar.subarray(512 * i, 512 * i + 512))));

const tars: [by: string, expected: string | string[], gzipped: Buffer, leftOut?: string[]][] = [
  [
    'npm pack',
    ['index.html', 'x.js'],
    whole([pax({ mtime: '1.5' }), inTar('package/index.html'), inTar('package/x.js')]),
  ],
  [
    'tar of "."',
    ['index.html', 'css/a.css'],
    whole([dir('./'), inTar('./index.html'), dir('./css/'), inTar('./css/a.css')]),
  ],
  ['Python of "."', ['index.html'], whole([dir('.'), inTar('./index.html')])],
  ['tar of "./package"', ['index.html'], whole([dir('./package/'), inTar('./package/index.html')])],
  ['tar, with a folder before all', ['app-1.0/index.html'], whole([dir('app-1.0/'), inTar('app-1.0/index.html')])],
  [
    'tar, with long names',
    [`${'d'.repeat(120)}/a`],
    whole([longName(`package/${'d'.repeat(120)}/a`), inTar('package/d')]),
  ],
  ['git archive', ['repo-1/index.html'], whole([pax({ comment: 'deadbeef' }, 'g'), inTar('repo-1/index.html')])],
  [
    'tar of version 7',
    ['index.html', 'css/a.css'],
    whole([
      { ...v7, name: 'css/' },
      { ...inTar('index.html'), ...v7 },
      { ...inTar('css/a.css'), ...v7, type: '0' },
    ]),
  ],
  ['pigz, in many parts', ['index.html'], members(hostileTar([inTar('package/index.html')]))],
  ['gzip, with zeros to the end of a block', ['index.html'], Buffer.concat([whole([page]), Buffer.alloc(512)])],
  ['a program, with more behind zeros', 'damaged', Buffer.concat([whole([page]), Buffer.from('\0more')])],
  [
    'tar of a ZIP of macOS',
    ['a'],
    whole([dir('__MACOSX/'), dir('__MACOSX/site/'), inTar('__MACOSX/site/._a'), inTar('a')]),
    ['__MACOSX/site/._a'],
  ],
  [
    'bsdtar of macOS',
    ['index.html'],
    whole([inTar('package/._index.html'), inTar('package/index.html')]),
    ['package/._index.html'],
  ],
  [
    'bsdtar of macOS, with the attributes of the folder',
    ['index.html'],
    whole([inTar('./._package'), dir('./package/'), inTar('./package/.DS_Store'), inTar('./package/index.html')]),
    ['._package', 'package/.DS_Store'],
  ],
  ['bsdtar of macOS, of "."', ['index.html'], whole([inTar('./._.'), dir('./'), inTar('./index.html')]), ['._.']],
  ['tar, with a name that only looks like one of macOS', ['._index', 'index.html'], whole([inTar('._index'), page])],
  ['tar, with a link', 'special_file', whole([page, { name: 'l', type: '2' }])],
  ['tar, with a hard link', 'special_file', whole([page, { name: 'l', type: '1' }])],
  ['a program that writes no end', 'truncated', gzipSync(hostileTar([page], Buffer.alloc(0)))],
  ['a program of version 7 that climbs', 'dot_segment', whole([{ ...inTar('../a'), ...v7 }])],
];

describe('a gzipped tar made by', () => {
  it.each(tars)('%s: %j', async (_, expected, gzipped, leftOut = []) => {
    writeFileSync(file, gzipped);
    rmSync(`${file}.tar`, { force: true });
    expect(await outcome(inspectTarball(file, `${file}.tar`, limits))).toEqual(
      typeof expected === 'string' ? expected : { files: expected, leftOut },
    );
  });
});
