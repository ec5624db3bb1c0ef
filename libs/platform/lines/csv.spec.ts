import { csvLine, textOfCell } from './index.js';

it.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@sum', "'@sum"],
  ['\t=1', "'\t=1"],
  ['\r=1', `"'\r=1"`],
  ['\n=1', `"'\n=1"`],
  ['＝1', "'＝1"],
  ["'=1", "''=1"],
  ["'a", "'a"],
  ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
  ['a=1', 'a=1'],
  ['a,b', '"a,b"'],
  ['a "b"', '"a ""b"""'],
  ['a\r\nb', '"a\r\nb"'],
  ['', ''],
])('a cell of %j is %j, and is read again', (text, cell) => {
  expect(csvLine(['x', text])).toBe(`x,${cell}\r\n`);
  const unquoted = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
  expect(textOfCell(unquoted)).toBe(text);
});

it('cells with another separator are quoted where they have that one', () => {
  expect(csvLine(['a;b', 'c,d'], ';')).toBe('"a;b";c,d\r\n');
});
