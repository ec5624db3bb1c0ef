/** The declaration of an option, beside its type, its default and its limits. */
export interface OptionDeclaration {
  /** The environment variable. */
  name: string;
  /** The unit of a number, as in `ms`. */
  unit?: string;
  /** Secrets are never printed, not even in part, but for the host and the path of a URL; `path` hides the path, too. */
  secret?: boolean | 'path';
  /** What it does, in one sentence. */
  about: string;
}

export interface Option extends OptionDeclaration {
  property: string;
}

const declared = new Map<object, Option[]>();

/** Binds a property of the settings to an environment variable. */
export function Option(declaration: OptionDeclaration): PropertyDecorator {
  return (target, property) => {
    const options = declared.get(target) ?? [];
    options.push({ ...declaration, property: String(property) });
    declared.set(target, options);
  };
}

/** The options of a settings class, after those of the class that it extends, in the order of their source. */
export function optionsOf(settings: { prototype: object }): readonly Option[] {
  const inherited: { prototype: object } | null = Object.getPrototypeOf(settings);
  return [...(inherited?.prototype ? optionsOf(inherited) : []), ...(declared.get(settings.prototype) ?? [])];
}
