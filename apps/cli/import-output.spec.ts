import type { ImportResult } from '#catalog';
import { importReport, showProgress } from './import-output.js';

function screen(terminal: { isTTY?: boolean; columns?: number }) {
  const written: string[] = [];
  return { written, ...terminal, write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
}

it('redraws one line of a terminal, within its width, and clears it at the end', () => {
  const output = screen({ isTTY: true, columns: 40 });
  const progress = showProgress(output);
  progress.step({ done: 1, total: 2, current: 'a-package-with-a-long-name' });
  progress.end();
  expect(output.written[0]).toBe(`\r\x1b[K${'█'.repeat(15)}${'░'.repeat(15)} 1/2 a-pa`);
  expect(output.written.at(-1)).toBe('\r\x1b[K');
});

it('prints no escape sequence of a name', () => {
  const output = screen({ isTTY: true });
  showProgress(output).step({ done: 1, total: 1, current: 'bad\x1b[2Jname' });
  expect(output.written[0]?.slice(4)).not.toContain('\x1b');
});

it('writes a plain line every hundred packages, and the last one, where there is no terminal', () => {
  const output = screen({});
  const progress = showProgress(output);
  for (let done = 1; done <= 150; done += 1) progress.step({ done, total: 150, current: 'x' });
  progress.end();
  expect(output.written).toEqual(['100/150\n', '150/150\n']);
});

const result: ImportResult = {
  created: 2,
  updated: 1,
  unchanged: 0,
  skipped: [{ path: 'bad\x1b[2J', reason: { en: 'it is bad', fr: 'il est mauvais' } }],
};

it('reports what an import did, without the escape sequences of a file name', () => {
  expect(importReport('shop', result).split('\n')).toEqual([
    'Apps of shop',
    '  created             2',
    '  updated             1',
    '  unchanged           0',
    '  skipped             1',
    '',
    '  bad?[2J: it is bad',
    '',
  ]);
});
