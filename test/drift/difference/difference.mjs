const shown = 12;

/** The first place where two texts differ, as a few lines with `-` (committed) and `+` (generated). */
export function difference(committed, given) {
  const before = committed.split('\n');
  const after = given.split('\n');
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return [
    `  from line ${start + 1}:`,
    ...part('-', before.slice(start, before.length - end)),
    ...part('+', after.slice(start, after.length - end)),
  ].join('\n');
}

function part(sign, lines) {
  const some = lines.slice(0, shown).map((line) => `  ${sign} ${line.slice(0, 160)}`);
  return lines.length > shown ? [...some, `  ${sign} … ${lines.length - shown} more lines`] : some;
}
