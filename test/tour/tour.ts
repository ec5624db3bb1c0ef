import { faultsOf, lastHead } from './expected.js';
import { PageShell } from './page-shell.js';
import { stepsOf } from './steps.js';

/** The address that pages name. */
const pagesUrl = 'http://127.0.0.1:3000';

/** What became of an example. */
export interface Outcome {
  /** The file with the line. */
  place: string;
  title: string;
  /** None when it passed. */
  faults: readonly string[];
}

/** Where a page's commands run. */
export interface Surroundings {
  /** The server's address, without a slash at the end. */
  url: string;
  /** The directory of the checkout, where `npx palier` is found. */
  root: string;
  env: NodeJS.ProcessEnv;
  /** Aborts when a command that begins now has had its time. */
  limit: () => AbortSignal;
}

/** Runs the commands of a page in one bash, in order. */
export async function* tour(
  file: string,
  page: string,
  { url, root, env, limit }: Surroundings,
): AsyncGenerator<Outcome> {
  const shell = new PageShell(root, env);
  const here = (text: string) => text.replaceAll(pagesUrl, url);
  try {
    for (const { line, command, expected } of stepsOf(page)) {
      const ran = await shell.run(here(command), limit());
      const wanted = expected && { ...expected, fragments: expected.fragments.map(here) };
      const faults = faultsOf(command, wanted, ran);
      const captured = /^(?:export )?(\w+)="?\$\(/.exec(command)?.[1];
      if (captured && faults.length === 0) {
        const { output } = await shell.run(`printf %s "$${captured}"`, limit());
        const [status = ''] = lastHead(ran.heads).split('\r\n');
        if (output === '' || output === 'null') faults.push(`$${captured} is empty. ${status} ${ran.errors}`.trim());
      }
      yield { place: `${file}:${line}`, title: command.split('\n', 1)[0]?.replace(/ \\$/, ' …') ?? '', faults };
    }
  } finally {
    await shell.close();
  }
}
