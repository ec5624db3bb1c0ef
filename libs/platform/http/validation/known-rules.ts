import { getMetadataStorage } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
type Rules = ReturnType<Storage['getTargetValidationMetadatas']>;

/**
 * Makes class-validator remember the rules of each class. It searches all classes of the application for those of each
 * object that it validates, the nested ones included: a third of the time that a validation takes.
 */
export function rememberRules(storage: Storage = getMetadataStorage()): void {
  const known = new Map<unknown, Rules>();
  const grouped = new WeakMap<Rules, ReturnType<Storage['groupByPropertyName']>>();
  const find = storage.getTargetValidationMetadatas.bind(storage);
  const group = storage.groupByPropertyName.bind(storage);
  const add = storage.addValidationMetadata.bind(storage);
  // A decorator that runs later may be that of a class from which a known one inherits.
  storage.addValidationMetadata = (rule) => {
    known.clear();
    add(rule);
  };
  storage.getTargetValidationMetadatas = (target, schema, always, strict, groups) => {
    if (schema || always || strict || groups) return find(target, schema, always, strict, groups);
    const rules = known.get(target) ?? find(target, schema, always, strict, groups);
    known.set(target, rules);
    return rules;
  };
  storage.groupByPropertyName = (rules) => {
    const byProperty = grouped.get(rules) ?? group(rules);
    grouped.set(rules, byProperty);
    return byProperty;
  };
}
