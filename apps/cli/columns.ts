/** Lines of cells as aligned columns, without trailing spaces. @param widest characters to which a column is padded at most */
export function columns(lines: readonly (readonly string[])[], widest = Number.POSITIVE_INFINITY): string {
  const count = Math.max(...lines.map((line) => line.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.min(widest, Math.max(...lines.map((line) => line[column]?.length ?? 0))),
  );
  const aligned = (line: readonly string[]) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return lines.map((line) => `${aligned(line).trimEnd()}\n`).join('');
}
