import { Length } from '#platform/http';
import { longestSubject } from '../batches/event-rules.js';

/** Whom a path names. */
export class SubjectPathDto {
  /**
   * The subject of events, percent-encoded.
   * @example 'device-4711'
   */
  @Length(1, longestSubject)
  subject!: string;
}
