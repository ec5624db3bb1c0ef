import type { FieldError } from '#platform/problems';
import { pointerTo } from '../validation/field-errors.js';

/** Members of one object: class-transformer compares each with each. The widest body of the product has about twenty. */
export const maxJsonMembers = 200;
/** Items of one array: no body of the product may have a longer one. */
export const maxJsonItems = 1000;
/** Members and items of a whole body: three times those of the largest batch that the product accepts. */
export const maxJsonValues = 20_000;

type Fault = Pick<FieldError, 'code' | 'detail'>;

const tooManyMembers: Fault = {
  code: 'too_many_members',
  detail: {
    en: `must have at most ${maxJsonMembers} members`,
    fr: `doit avoir au plus ${maxJsonMembers} membres`,
  },
};
const tooManyItems: Fault = {
  code: 'too_many',
  detail: {
    en: `must hold at most ${maxJsonItems} items`,
    fr: `doit contenir au plus ${maxJsonItems} éléments`,
  },
};
const tooManyValues: Fault = {
  code: 'too_many_values',
  detail: {
    en: `must have at most ${maxJsonValues} members and items in all; send less at a time`,
    fr: `doit avoir au plus ${maxJsonValues} membres et éléments en tout ; envoyez-en moins à la fois`,
  },
};

/**
 * The first object or array of a parsed body that is wider than any operation accepts, or the body itself where all of
 * them together are. The time to validate a body grows with these numbers, and one of objects with their square.
 */
export function widthFault(body: unknown): FieldError | undefined {
  let values = 0;
  const visit = (value: unknown, path: readonly string[]): FieldError | undefined => {
    if (typeof value !== 'object' || value === null) return undefined;
    const isList = Array.isArray(value);
    if (isList && value.length > maxJsonItems) return faultAt(path, tooManyItems);
    const members = Object.entries(value);
    if (!isList && members.length > maxJsonMembers) return faultAt(path, tooManyMembers);
    values += members.length;
    if (values > maxJsonValues) return faultAt([], tooManyValues);
    for (const [key, child] of members) {
      const fault = visit(child, [...path, key]);
      if (fault) return fault;
    }
    return undefined;
  };
  return visit(body, []);
}

function faultAt(path: readonly string[], fault: Fault): FieldError {
  return { pointer: pointerTo(path), in: 'body', ...fault };
}
