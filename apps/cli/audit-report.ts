import type { AuditFinding, Breach } from '#platform/audit-chain';
import type { Locale } from '#platform/problems';

/** A finding with the name of its tenant: a slug, `platform` for the deployment, an id where it is gone. */
export interface NamedFinding extends AuditFinding {
  readonly tenant: string;
}

const breaches: Record<Locale, Record<Breach, string>> = {
  en: {
    altered: 'was altered',
    missing: 'is missing',
    reordered: 'stands at another line’s place',
    foreign: 'was never sealed',
  },
  fr: {
    altered: 'a été modifiée',
    missing: 'manque',
    reordered: 'est à la place d’une autre',
    foreign: 'n’a jamais été scellée',
  },
};

const words = {
  en: {
    ok: 'ok',
    failed: 'BROKEN',
    none: 'nobody wrote a line yet',
    held: (lines: number) => (lines === 1 ? '1 line holds' : `${lines} lines hold`),
    line: (seq: number, id: string | null) => `line ${seq}${id ? ` (${id})` : ''}`,
    tail: (lines: number, since: string) => `${lines} not sealed yet, since ${since}`,
    colon: ': ',
  },
  fr: {
    ok: 'ok',
    failed: 'ROMPUE',
    none: 'personne n’a encore écrit de ligne',
    held: (lines: number) => (lines < 2 ? `${lines} ligne tient` : `${lines} lignes tiennent`),
    line: (seq: number, id: string | null) => `la ligne ${seq}${id ? ` (${id})` : ''}`,
    tail: (lines: number, since: string) =>
      `${lines} pas encore ${lines < 2 ? 'scellée' : 'scellées'}, depuis ${since}`,
    colon: ' : ',
  },
};

/** What a verification found, one line a tenant. */
export function verifiedChains(findings: readonly NamedFinding[], locale: Locale): string {
  if (findings.length === 0) return `${words[locale].none}\n`;
  return findings.map((finding) => `${verifiedChain(finding, locale)}\n`).join('');
}

function verifiedChain({ tenant, verified, head, broken, unsealed }: NamedFinding, locale: Locale): string {
  const text = words[locale];
  const parts = [
    text.held(verified),
    ...(broken ? [`${text.line(broken.seq, broken.id)} ${breaches[locale][broken.breach]}`] : []),
    ...(head ? [`${head.seq}:${head.hash}`] : []),
    ...(unsealed.since ? [text.tail(unsealed.lines, unsealed.since.toISOString())] : []),
  ];
  return `${broken ? text.failed : text.ok}  ${tenant}${text.colon}${parts.join(', ')}`;
}
