/** What a spreadsheet takes for the beginning of a formula, also in full width and after apostrophes. */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;

/** A line as RFC 4180 has it. An apostrophe stands before what a spreadsheet would take for a formula. */
export function csvLine(cells: readonly string[], separator = ','): string {
  return `${cells.map((text) => cell(text, separator)).join(separator)}\r\n`;
}

/** What a cell says, without the apostrophe that `csvLine` sets before a formula. */
export function textOfCell(text: string): string {
  return text.startsWith("'") && formula.test(text) ? text.slice(1) : text;
}

function cell(text: string, separator: string): string {
  const defused = formula.test(text) ? `'${text}` : text;
  return /["\r\n]/.test(defused) || defused.includes(separator) ? `"${defused.replaceAll('"', '""')}"` : defused;
}
