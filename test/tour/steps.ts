/** The expected answer of an example. */
export interface Expected {
  status: number;
  /** Each must occur in the body, literally. */
  fragments: readonly string[];
  /** By lower-case name, what each header must contain. */
  headers: Readonly<Record<string, string>>;
}

/** One command of a README's `sh` block: an assignment, or a request with its expected answer. */
export interface Step {
  /** The line in the README, from 1. */
  line: number;
  command: string;
  expected?: Expected;
}

/**
 * The steps of a README's ```sh blocks that contain a `curl`, in order. A comment below each request has
 * the expected answer: `# → 200 · etag: "7" · "slug":"fastify"`, that is a status, then fragments of
 * headers (`name: …`) or of the body.
 *
 * @throws Error when a request has no such comment
 */
export function stepsOf(readme: string): Step[] {
  const steps: Step[] = [];
  for (const block of readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)) {
    if (!/^curl |\$\(curl /m.test(block[1] as string)) continue;
    let line = readme.slice(0, block.index).split('\n').length;
    let command = '';
    for (const text of (block[1] as string).split('\n')) {
      line += 1;
      const answer = /^# → (.*)$/.exec(text)?.[1];
      const last = steps.at(-1);
      if (answer && last) last.expected = expectedOf(answer);
      if (text.startsWith('#') || (text === '' && command === '')) continue;
      command += text.replace(/\\$/, '');
      if (text.endsWith('\\')) continue;
      steps.push({ line, command });
      command = '';
    }
  }
  const silent = steps.find((step) => step.command.startsWith('curl ') && !step.expected);
  if (silent) throw new Error(`Line ${silent.line} has no expected answer: write "# → <status>" below it.`);
  return steps;
}

function expectedOf(answer: string): Expected {
  const [status, ...parts] = answer.split(' · ');
  const headers = parts.flatMap((part) => {
    const [, name, value] = /^([a-z][a-z-]*): (.*)$/.exec(part) ?? [];
    return name && value ? [[name, value] as const] : [];
  });
  const fragments = parts.filter((part) => !/^[a-z][a-z-]*: /.test(part));
  return { status: Number(status), fragments, headers: Object.fromEntries(headers) };
}
