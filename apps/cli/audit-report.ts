import type { AuditFinding, Breach } from '#platform/audit-chain';

/** A finding with the name of its tenant: a slug, `platform` for the deployment, an id where it is gone. */
export interface NamedFinding extends AuditFinding {
  readonly tenant: string;
}

const breaches: Record<Breach, string> = {
  altered: 'was altered',
  missing: 'is missing',
  reordered: 'stands at another line’s place',
  foreign: 'was never sealed',
};

/** What a verification found, one line a tenant. */
export function verifiedChains(findings: readonly NamedFinding[]): string {
  if (findings.length === 0) return 'nobody wrote a line yet\n';
  return findings.map((finding) => `${verifiedChain(finding)}\n`).join('');
}

function verifiedChain({ tenant, verified, head, broken, unsealed }: NamedFinding): string {
  const parts = [
    verified === 1 ? '1 line holds' : `${verified} lines hold`,
    ...(broken ? [`line ${broken.seq}${broken.id ? ` (${broken.id})` : ''} ${breaches[broken.breach]}`] : []),
    ...(head ? [`${head.seq}:${head.hash}`] : []),
    ...(unsealed.since ? [`${unsealed.lines} not sealed yet, since ${unsealed.since.toISOString()}`] : []),
  ];
  return `${broken ? 'BROKEN' : 'ok'}  ${tenant}: ${parts.join(', ')}`;
}
