import type { Locale } from '#platform/problems';
import type { Ladder } from '../api/ladder.js';
import type { FirstSecrets } from './first-run.js';

/** What the block of the start tells. */
export interface BlockFacts {
  ladder: Ladder;
  /** The API's URL, without a slash at the end. */
  url: string;
  /** Undefined when the metrics are off. */
  metricsUrl: string | undefined;
  stores: readonly { slug: string; apps: number; exampleApp: string | undefined }[];
  /** On the start that made them. */
  secrets: FirstSecrets | undefined;
  /** Whether there is one at all. */
  hasOperatorKey: boolean;
  /** From `npm start` to now. */
  seconds: number;
}

const words = {
  en: {
    ready: (step: string, seconds: string) => `Palier is ready in ${seconds} s, at the step “${step}” of the ladder.`,
    database: 'database',
    cache: 'cache',
    jobs: 'jobs',
    api: 'API',
    docs: 'docs',
    health: 'health',
    metrics: 'metrics',
    stores: 'stores',
    apps: 'apps',
    key: "operator's key",
    once: 'shown once; a new one: npx palier operator reset-key',
    owner: "store's owner",
    ownerOnce: 'address and password, shown once',
    lost: 'shown when it was made; a new one: npx palier operator reset-key',
    none: 'none yet; make one: npx palier operator reset-key',
    browse: 'Browse a store',
    signIn: 'Sign in as the owner of the store',
    apart: 'Ask the other store for the same app: 404, no tenant sees another',
    stop: 'Ctrl-C stops it.',
  },
  fr: {
    ready: (step: string, seconds: string) => `Palier est prêt en ${seconds} s, à l’échelon « ${step} ».`,
    database: 'base',
    cache: 'cache',
    jobs: 'tâches',
    api: 'API',
    docs: 'doc',
    health: 'santé',
    metrics: 'métriques',
    stores: 'boutiques',
    apps: 'applications',
    key: 'clé opérateur',
    once: 'montrée une seule fois ; une nouvelle : npx palier operator reset-key',
    owner: 'propriétaire',
    ownerOnce: 'adresse et mot de passe, montrés une seule fois',
    lost: 'montrée à sa création ; une nouvelle : npx palier operator reset-key',
    none: 'aucune encore ; pour en faire une : npx palier operator reset-key',
    browse: 'Parcourir une boutique',
    signIn: 'Se connecter en tant que propriétaire de la boutique',
    apart: 'Demander la même application à l’autre boutique : 404, aucun locataire n’en voit un autre',
    stop: 'Ctrl-C l’arrête.',
  },
} as const;

/** The one block that a start prints: where the deployment stands, its doors, and what to try first. */
export function block(facts: BlockFacts, locale: Locale): string {
  const text = words[locale];
  const rows: [string, string][] = [
    [text.database, facts.ladder.database[locale]],
    [text.cache, facts.ladder.cache[locale]],
    [text.jobs, facts.ladder.jobs[locale]],
    [text.api, facts.url],
    [text.docs, `${facts.url}/docs`],
    [text.health, `${facts.url}/health/ready`],
  ];
  if (facts.metricsUrl) rows.push([text.metrics, facts.metricsUrl]);
  if (facts.stores.length > 0) {
    rows.push([text.stores, facts.stores.map(({ slug, apps }) => `${slug} (${apps} ${text.apps})`).join(', ')]);
  }
  const hidden = facts.hasOperatorKey ? text.lost : text.none;
  const { secrets } = facts;
  rows.push([text.key, secrets ? `${secrets.operatorKey}  (${text.once})` : `(${hidden})`]);
  if (secrets) rows.push([text.owner, `${secrets.owner.email}  ${secrets.owner.password}  (${text.ownerOnce})`]);
  const width = Math.max(...rows.map(([name]) => name.length));
  const seconds = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(facts.seconds);
  return [
    '',
    `  ${text.ready(facts.ladder.step, seconds)}`,
    '',
    ...rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`),
    ...examples(facts, text),
    '',
    `  ${text.stop}`,
    '',
  ].join('\n');
}

function examples({ url, stores, secrets }: BlockFacts, text: Record<'browse' | 'apart' | 'signIn', string>): string[] {
  const [first, second] = stores;
  if (!first) return [];
  const lines = ['', `  # ${text.browse}`, `  curl '${url}/v1/stores/${first.slug}/apps?limit=3'`];
  if (secrets) {
    const { email, password } = secrets.owner;
    lines.push(
      `  # ${text.signIn}`,
      `  curl '${url}/v1/auth/${first.slug}/login' --json '${JSON.stringify({ email, password })}'`,
    );
  }
  if (!second || !first.exampleApp) return lines;
  return [...lines, `  # ${text.apart}`, `  curl -i '${url}/v1/stores/${second.slug}/apps/${first.exampleApp}'`];
}
