import { createHmac } from 'node:crypto';

/**
 * The `webhook-signature` of a message, by the Standard Webhooks specification: one signature for each secret.
 *
 * @param secrets in the form `whsec_<base64>`
 * @param timestamp Unix time in seconds
 */
export function signatureOf(secrets: readonly string[], id: string, timestamp: number, body: string): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    })
    .join(' ');
}
