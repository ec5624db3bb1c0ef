import type { Ladder } from '../api/ladder.js';
import type { FirstSecrets } from './first-run.js';

/** What the block contains. */
export interface BlockFacts {
  ladder: Ladder;
  /** The API's URL, without a slash at the end. */
  url: string;
  /** Undefined when the metrics are off. */
  metricsUrl: string | undefined;
  stores: readonly { slug: string; apps: number; exampleApp: string | undefined }[];
  /** Whether the page of mails is there. */
  hasMailsPage: boolean;
  /** Only on the start that made them. */
  secrets: FirstSecrets | undefined;
  /** Apps of the first store whose files are still to be kept. */
  pending: number;
  /** How long the parts of the start took, where that is known. */
  timings?: string;
  /** Processes and servers besides those that every start has. */
  parts?: readonly (readonly [name: string, what: string])[];
  /** The queues that it takes, where these are not all. */
  queues?: readonly string[] | undefined;
  /** Whether an operator's key exists. */
  hasOperatorKey: boolean;
  /** From `npm start` to now. */
  seconds: number;
}

const NEW_KEY = 'npx palier operator reset-key';

/** The block that a start prints: the step of the ladder, the URLs, and calls to try first. */
export function block(facts: BlockFacts): string {
  const { ladder, secrets } = facts;
  const rows: (readonly [string, string])[] = [
    ...(facts.timings ? ([['start', facts.timings]] as const) : []),
    ['database', ladder.database.en],
    ['cache', ladder.cache.en],
    ['jobs', ladder.jobs],
    ...(facts.queues ? [['takes', `${facts.queues.join(', ')} (WORKER_QUEUES)`] as const] : []),
    ['files', ladder.files],
    ...(facts.parts ?? []),
    ['API', facts.url],
    ['docs', `${facts.url}/docs`],
    ['health', `${facts.url}/health/ready`],
  ];
  if (facts.hasMailsPage) rows.push(['mails', `${facts.url}/dev/mails`]);
  if (facts.metricsUrl) rows.push(['metrics', facts.metricsUrl]);
  if (facts.stores.length > 0) {
    rows.push(['stores', facts.stores.map(({ slug, apps }) => `${slug} (${apps} apps)`).join(', ')]);
  }
  if (facts.pending > 0) {
    rows.push(['downloads', `${facts.pending} apps still wait for their files, which are kept in the background`]);
  }
  rows.push(["operator's key", operatorKey(facts)]);
  if (secrets) {
    const { email, password } = secrets.owner;
    rows.push(["store's owner", `${email}  ${password}  (address and password, shown once)`]);
    for (const { product, slug, ...account } of secrets.demonstrations) {
      rows.push([product, `${account.email}  ${account.password}  (in ${slug}, shown once)`]);
    }
  }
  const width = Math.max(...rows.map(([name]) => name.length));
  const seconds = new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(facts.seconds);
  return [
    '',
    `  Palier is ready in ${seconds} s, at the step “${ladder.step}” of the ladder.`,
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...examples(facts),
    '',
    '  Ctrl-C stops it.',
    '',
  ].join('\n');
}

function operatorKey({ secrets, hasOperatorKey }: BlockFacts): string {
  if (secrets) return `${secrets.operatorKey}  (shown once; a new one: ${NEW_KEY})`;
  return hasOperatorKey ? `(shown when it was made; a new one: ${NEW_KEY})` : `(none yet; make one: ${NEW_KEY})`;
}

function examples({ url, stores, secrets }: BlockFacts): string[] {
  const [first, second] = stores;
  if (!first) return [];
  const lines = ['', '  # Browse a store', `  curl '${url}/v1/stores/${first.slug}/apps?limit=3'`];
  if (secrets) {
    const { email, password } = secrets.owner;
    lines.push(
      '  # Sign in as the owner of the store',
      `  curl '${url}/v1/auth/${first.slug}/login' --json '${JSON.stringify({ email, password })}'`,
    );
  }
  if (!second || !first.exampleApp) return lines;
  return [
    ...lines,
    '  # Ask the other store for the same app: 404, no tenant sees another',
    `  curl -i '${url}/v1/stores/${second.slug}/apps/${first.exampleApp}'`,
  ];
}
