import { getMetadataStorage } from 'class-validator';

/** A rule of class-validator on a property, as its storage has it. */
interface Rule {
  readonly target: unknown;
  readonly propertyName: string;
  readonly name?: string;
  readonly constraints?: readonly unknown[];
  readonly context?: {
    readonly code?: string;
    readonly detail?: Readonly<Record<string, string>>;
    readonly example?: string;
  };
}

/** Every form that a loaded DTO asks for by an expression; the settings, of which tests may have loaded several, tell theirs by `accepts`. */
export function declaredForms(): Rule[] {
  const { validationMetadatas } = getMetadataStorage() as unknown as {
    validationMetadatas: ReadonlyMap<unknown, readonly Rule[]>;
  };
  return [...validationMetadatas.values()]
    .flat()
    .filter(({ name, target }) => name === 'matches' && !(target as { name?: string }).name?.endsWith('Settings'));
}

/** What keeps a form from being told to users: it has no words in a language, they show an expression, or no example has the form. */
export function faultsOf({ target, propertyName, constraints, context }: Rule): string[] {
  const place = `${(target as { name: string }).name}.${propertyName}`;
  const [form] = constraints ?? [];
  const texts = [context?.detail?.en, context?.detail?.fr];
  if (!context?.code || !texts.every(Boolean)) return [`${place} has no code and words in its context.`];
  return [
    ...(texts.some((text = '') => /[\\^]|\[.-.\]/.test(text)) ? [`${place} shows an expression.`] : []),
    ...(texts.some((text = '') => text.includes('{example}')) && !(form as RegExp).test(context.example ?? '')
      ? [`The example of ${place} does not have its form.`]
      : []),
  ];
}
