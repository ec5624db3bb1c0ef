import type { AuditFinding, Breach } from '#platform/audit-chain';

/** A finding with its tenant's name: a slug, `platform` for the platform tenant, the id of a purged tenant. */
export interface NamedFinding extends AuditFinding {
  readonly tenant: string;
}

const breaches: Record<Breach, string> = {
  altered: 'was altered',
  missing: 'is missing',
  reordered: 'is at another line’s place',
  foreign: 'was never in the chain',
};

/** What a verification found, one line per tenant. */
export function verifiedChains(findings: readonly NamedFinding[]): string {
  if (findings.length === 0) return 'no audit line was written yet\n';
  return findings.map((finding) => `${verifiedChain(finding)}\n`).join('');
}

function verifiedChain({ tenant, verified, head, broken, unchained }: NamedFinding): string {
  const parts = [
    verified === 1 ? '1 line holds' : `${verified} lines hold`,
    ...(broken ? [`line ${broken.seq}${broken.id ? ` (${broken.id})` : ''} ${breaches[broken.breach]}`] : []),
    ...(head ? [`${head.seq}:${head.hash}`] : []),
    ...(unchained.since ? [`${unchained.lines} not in the chain yet, since ${unchained.since.toISOString()}`] : []),
  ];
  return `${broken ? 'BROKEN' : 'ok'}  ${tenant}: ${parts.join(', ')}`;
}
