import { ValidateBy } from 'class-validator';
import { readDateTime } from '#platform/dates';

/** A property that holds an RFC 3339 date with a time and an offset, in the years 1 to 9999 of UTC. */
export const IsDateTime = (): PropertyDecorator =>
  ValidateBy({
    name: 'isDateTime',
    validator: { validate: (value: unknown) => typeof value === 'string' && readDateTime(value) !== undefined },
  });
