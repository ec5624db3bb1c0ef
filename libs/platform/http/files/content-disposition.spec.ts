import fc from 'fast-check';
import { anyCharacter } from '../../../../test/support/any-character.js';
import { attachment } from './content-disposition.js';

it.each([
  ['notes.zip', 'attachment; filename="notes.zip"'],
  ['été.zip', `attachment; filename="_t_.zip"; filename*=UTF-8''%C3%A9t%C3%A9.zip`],
  ['a"b\\c%d.zip', `attachment; filename="a_b_c_d.zip"; filename*=UTF-8''a%22b_c%25d.zip`],
  ['../../etc/passwd', 'attachment; filename=".._.._etc_passwd"'],
  ["it's (1)*.zip", `attachment; filename="it's (1)*.zip"`],
  ["é'(*).zip", `attachment; filename="_'(*).zip"; filename*=UTF-8''%C3%A9%27%28%2A%29.zip`],
  ['a\r\nX-Evil: 1', 'attachment; filename="aX-Evil: 1"'],
  ['..', 'attachment; filename="file"'],
  ['\u0000 ', 'attachment; filename="file"'],
  ['😀', `attachment; filename="_"; filename*=UTF-8''%F0%9F%98%80`],
])('saves an answer as %j', (name, header) => expect(attachment(name)).toBe(header));

it('is one harmless header for any name, from which a client reads the name', () => {
  fc.assert(
    fc.property(fc.string({ unit: anyCharacter, maxLength: 300 }), (name) => {
      const header = attachment(name);
      const form =
        /^attachment; filename="((?:(?!["\\%])[ -~])+)"(?:; filename\*=UTF-8''((?:[\w!#$&+.^`|~-]|%[0-9A-F]{2})+))?$/;
      const [, ascii, utf8] = form.exec(header) ?? [];
      expect([header, ascii]).not.toEqual([header, undefined]);
      const read = utf8 === undefined ? ascii : decodeURIComponent(utf8);
      expect(read).not.toMatch(/[/\\\p{Cc}]|^\.*$/u);
      const kept = name
        .toWellFormed()
        .replace(/\p{Cc}/gu, '')
        .replace(/[/\\]/g, '_')
        .trim();
      if (kept.length <= 200 && !/^\.*$/.test(kept)) expect(read).toBe(kept);
    }),
    { numRuns: 2000 },
  );
});
