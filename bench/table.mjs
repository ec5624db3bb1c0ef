const heads = ['', 'measure', 'median', 'from – to', 'goal', 'detail'];

/** Whether a row is within its bounds; true for one without bounds. */
export function isMet({ ratio, goal = Number.NEGATIVE_INFINITY, atMost = Number.POSITIVE_INFINITY }) {
  return ratio >= goal && ratio <= atMost;
}

/** Prints the rows as one aligned table. */
export function printTable(rows) {
  const cells = rows.map((row) => {
    const { name, ratio, min, max, unit = '×', goal, atMost, detail = '' } = row;
    const bound = goal !== undefined ? `≥ ${figure(goal)}` : atMost !== undefined ? `≤ ${figure(atMost)}` : '';
    const mark = bound === '' ? ' ' : isMet(row) ? '✓' : '✗';
    return [
      mark,
      name,
      `${figure(ratio)} ${unit}`,
      `${figure(min)} – ${figure(max)}`,
      bound && `${bound} ${unit}`,
      detail,
    ];
  });
  printAligned([heads, ...cells]);
}

/** Prints lines of cells, each column as wide as its widest cell. */
export function printAligned(lines) {
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  console.log();
  for (const line of lines) {
    console.log(
      line
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    );
  }
}

/** Three significant digits; whole numbers from 100 on. */
function figure(value) {
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : value.toLocaleString('en', { maximumSignificantDigits: 3 });
}
