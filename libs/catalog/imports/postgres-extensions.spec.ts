import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from './found-package.js';
import { postgresExtensions } from './postgres-extensions.js';

const share = mkdtempSync(join(tmpdir(), 'extensions-'));
const directory = join(share, 'postgresql', 'extension');
afterAll(() => rmSync(share, { recursive: true }));

it('reads control files in any directory named extension', async () => {
  mkdirSync(directory, { recursive: true });
  writeFileSync(
    join(directory, 'earth.control'),
    "# earth\ncomment = 'the earth''s surface'\ndefault_version = '1.2'\nrequires = 'cube, plpgsql'\ntrusted = true\n",
  );
  writeFileSync(join(directory, 'earth--1.2.sql'), 'select 1');
  writeFileSync(join(directory, 'earthquake--1.0.sql'), 'select 1');
  writeFileSync(join(directory, 'bad.control'), "comment = 'no version'\n");
  const source = await postgresExtensions(share);
  const findings: Finding[] = [];
  for await (const finding of source.findings()) findings.push(finding);
  expect(findings).toEqual([
    {
      skipped: {
        path: 'postgresql/extension/bad.control',
        reason: expect.objectContaining({ en: 'bad.control has no default_version' }),
      },
    },
    {
      found: expect.objectContaining({
        source: 'postgres:earth',
        name: 'earth',
        summary: "the earth's surface",
        version: '1.2',
        tags: ['cube', 'plpgsql', 'trusted'],
        files: [
          { path: 'earth--1.2.sql', bytes: 8, location: expect.any(String) },
          { path: 'earth.control', bytes: 107, location: expect.any(String) },
        ],
      }),
    },
  ]);
});

it('refuses a directory without extensions', async () => {
  mkdirSync(join(share, 'bare'));
  await expect(postgresExtensions(join(share, 'bare'))).rejects.toMatchObject({ code: 'import_directory_empty' });
});
