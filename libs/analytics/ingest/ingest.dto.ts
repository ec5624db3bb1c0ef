import type { RejectionCode } from '../batches/rejections.js';

/** An event that was not stored. */
export class RejectedEventDto {
  /**
   * Its place in the request, from 0.
   * @example 3
   */
  index!: number;

  /**
   * Why, as in `too_old`; the documentation of events lists all codes.
   * @example 'nested_value'
   */
  code!: RejectionCode;

  /**
   * A JSON pointer to the fault.
   * @example '/3/properties/price'
   */
  pointer!: string;
}

/** What became of a batch of events: `accepted`, `duplicates`, `sampled` and those `rejected` are all that it had. */
export class IngestAnswerDto {
  /**
   * The id of the request, by which its rejected events are listed.
   * @example '019ab3a0-7c00-7000-8000-0000000000b1'
   */
  id!: string;

  /**
   * Events that were stored, and are there from now on.
   * @example 498
   */
  accepted!: number;

  /**
   * Events that were stored before, or several times in the batch.
   * @example 1
   */
  duplicates!: number;

  /**
   * Events that the server left out because it is overloaded; do not send them again.
   * @example 0
   */
  sampled!: number;

  /** In the order of the request. */
  rejected!: RejectedEventDto[];
}
