/** Lines of cells as aligned columns, without trailing spaces. @param widest characters to which a column is padded at most */
export function columns(lines: readonly (readonly string[])[], widest = Number.POSITIVE_INFINITY): string {
  const count = Math.max(...lines.map((line) => line.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.min(widest, Math.max(...lines.map((line) => line[column]?.length ?? 0))),
  );
  const aligned = (line: readonly string[]) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return lines.map((line) => `${aligned(line).trimEnd()}\n`).join('');
}

/** The option for output that most commands have. */
export interface Output {
  json?: boolean;
}

export const asJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** Prints a value as JSON where that is asked for, else its text. */
export function print(value: unknown, text: () => string, { json }: Output): void {
  process.stdout.write(json ? asJson(value) : text());
}

export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A number with its thousands apart. */
export const grouped = (value: number): string => new Intl.NumberFormat('en').format(value);

/** Names and messages may contain escape sequences of a terminal: replaces control characters. */
export const visible = (text: string) => text.replace(/\p{C}/gu, '?');
