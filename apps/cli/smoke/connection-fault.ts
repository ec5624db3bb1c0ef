import { visible } from '../output.js';
import { StepFailed, Unreachable } from './outcomes.js';

interface Fault {
  readonly name?: string;
  readonly code?: string | number;
  readonly message?: string;
  readonly cause?: Fault;
  /** Set with ERR_TLS_CERT_ALTNAME_INVALID. */
  readonly cert?: { readonly subjectaltname?: string };
}

/** Turns an error of `fetch` into a sentence about the address. */
export function connectionFault(error: unknown, { host, hostname }: URL): StepFailed {
  const { name = '', code: given, message = '', cert } = (error as Fault).cause ?? (error as Fault);
  // A DOMException, as of a time that is over, has a number.
  const code = typeof given === 'string' ? given : name;
  if (code === 'ECONNREFUSED')
    return new Unreachable(`Nothing listens at ${host}: start the API or the proxy before it, or correct --url.`);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return new Unreachable(`The name ${hostname} has no address (${code}): correct --url, or the name in the DNS.`);
  if (code === 'TimeoutError' || code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT')
    return new Unreachable(`${host} did not answer in time: check the process, the proxy and the firewall before it.`);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return new StepFailed(
      `The certificate is for ${visible(cert?.subjectaltname ?? 'another name')} and not for ${hostname}: use a name that it has in --url, or serve a certificate for ${hostname}.`,
    );
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID')
    return new StepFailed(
      `By the clock of this machine the certificate ${code === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet'}: renew it, or set the clock.`,
    );
  if (/CERT|SIGNATURE/.test(code))
    return new StepFailed(
      `This machine does not trust the certificate (${code}): set NODE_EXTRA_CA_CERTS to the file of the authority that signed it, for a proxy with a self-signed certificate to that certificate.`,
    );
  if (/SSL|EPROTO/.test(code))
    return new StepFailed(`${host} does not speak https: write http:// in --url, or the port that serves https.`);
  return new Unreachable(`${host} gave no answer (${visible(code)}: ${visible(message)}): correct --url.`);
}
