/** An option, beside its type, its default and its limits. */
export interface Option {
  /** The environment variable. */
  name: string;
  /** The property of the settings. */
  property: string;
  /** What it does, in one sentence. */
  about: string;
  /** Secrets are never printed, not even in part, but for the host and the path of a URL; `path` hides the path, too. */
  secret: boolean | 'path';
}

const declared = new Map<object, Option[]>();

/**
 * Binds a property of the settings to an environment variable.
 *
 * @param about what it does, in one sentence
 */
export function Option(name: string, about: string, { secret = false }: Partial<Option> = {}): PropertyDecorator {
  return (target, property) => {
    const options = declared.get(target) ?? [];
    options.push({ name, property: String(property), about, secret });
    declared.set(target, options);
  };
}

/** The options of a settings class, after those of the class that it extends, in the order of their source. */
export function optionsOf(settings: { prototype: object }): readonly Option[] {
  const inherited: { prototype: object } | null = Object.getPrototypeOf(settings);
  return [...(inherited?.prototype ? optionsOf(inherited) : []), ...(declared.get(settings.prototype) ?? [])];
}
