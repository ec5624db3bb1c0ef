/** Why a document is refused, as the code of the problem that a client reads. */
export type FaultCode = 'not_a_feed' | 'feed_malformed' | 'feed_too_large' | 'opml_malformed' | 'opml_too_large';

/** Thrown where a document is read: a thread returns its code, since a thrown error loses its class on the way. */
export class DocumentFault extends Error {
  constructor(readonly code: FaultCode) {
    super(code);
    this.name = 'DocumentFault';
  }
}
