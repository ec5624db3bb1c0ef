import { readFileSync } from 'node:fs';
import { PALIER_VERSION } from './version.js';

it('is the version of package.json', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({ version: PALIER_VERSION });
});
