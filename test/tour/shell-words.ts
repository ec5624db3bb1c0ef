/**
 * The words of one shell command, as far as examples need a shell: quotes, `$NAME` outside single
 * quotes, and `$(date +%s)`.
 *
 * @throws Error when a variable is not set
 */
export function shellWords(command: string, variables: ReadonlyMap<string, string>): string[] {
  const pieces = command.matchAll(/'([^']*)'|"((?:\\.|[^"\\])*)"|(\s+)|((?:\$\([^)]*\)|[^\s'"])+)/g);
  const words: string[] = [];
  let word: string | undefined;
  for (const [, single, double, space, bare] of pieces) {
    if (space !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    word = (word ?? '') + (single ?? expand(double?.replace(/\\(["\\])/g, '$1') ?? bare ?? '', variables));
  }
  return word === undefined ? words : [...words, word];
}

function expand(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(/\$\(date \+%s\)|\$\{?(\w+)\}?/g, (_, name?: string) => {
    if (name === undefined) return String(Math.floor(Date.now() / 1000));
    const value = variables.get(name);
    if (value === undefined) throw new Error(`$${name} is not set: export it, or give --key or --password.`);
    return value;
  });
}
