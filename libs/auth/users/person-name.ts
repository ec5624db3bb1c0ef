import { ValidateBy } from 'class-validator';
import { ruleText } from '#platform/http';
import { isOneLine } from '#platform/text-normalisation';

/** Whether this is a valid name: 1 to 100 code points, without line breaks, control characters or bidirectional marks. */
export function isPersonName(name: string): boolean {
  const trimmed = name.trim();
  return trimmed !== '' && [...trimmed].length <= 100 && isOneLine(name);
}

/** Decorates a property of a body that holds a person's name. */
export const PersonName = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'personName',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isPersonName(value),
        // Without a message class-validator drops the context.
        defaultMessage: () => invalidName.detail.en,
      },
    },
    { context: { ...invalidName, schema: { minLength: 1, maxLength: 100 } } },
  );

const invalidName = ruleText(
  'invalid_name',
  'must have 1 to 100 characters, on one line',
  'doit comporter de 1 à 100 caractères, sur une ligne',
);
