import { asWritten } from './as-written.js';
import type { Row } from './schema-text.js';

const tenant = "(tenant_id = (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid)";
const person = (column: string) => `(${column} = (NULLIF(current_setting('app.user_id'::text, true), ''::text))::uuid)`;

/** A table's row level security: standard policies by their names, which are those that its declaration gives it, all others in full. */
export function policiesOf(full: string, { secured, forced }: Row, policies: readonly Row[]): string[] {
  if (!secured) return ['-- No row level security.'];
  const named = policies.filter(isStandard).map(({ name }) => name);
  return [
    `-- Row level security${forced ? '' : ', not of the owner'}: ${named.join(', ') || 'none of the standard policies'}.`,
    ...policies.filter((policy) => !isStandard(policy)).map((policy) => policyText(full, policy)),
  ];
}

/** Whether it is the policy that `platform.protect_table` makes under its name. */
function isStandard({ name, restrictive, command, roles, using, checked }: Row): boolean {
  const facts = [restrictive, command, roles.join(), using, checked];
  const is = (...wanted: unknown[]) => facts.every((fact, i) => fact === wanted[i]);
  if (name === 'tenant') return is(false, 'all', '', tenant, null);
  if (name === 'backup') return is(false, 'select', 'palier_backup', 'true', null);
  if (name === 'person')
    return /^\((\w+) = /.test(using) && is(true, 'all', 'palier_app', person(using.slice(1).split(' ')[0]), null);
  const column = /^erased_(\w+)$/.exec(name)?.[1];
  return (
    column !== undefined &&
    is(true, 'insert', 'palier_app', null, checked) &&
    checked.includes('IS NOT TRUE) OR') &&
    checked.endsWith(`OR platform.refuse_erased(${column}))`)
  );
}

function policyText(full: string, { name, restrictive, command, roles, using, checked }: Row): string {
  return [
    `create policy ${name} on ${full}`,
    ...(restrictive ? ['as restrictive'] : []),
    ...(command === 'all' ? [] : [`for ${command}`]),
    ...(roles.length > 0 ? [`to ${roles.join(', ')}`] : []),
    ...(using ? [`using ${bracketed(using)}`] : []),
    ...(checked ? [`with check ${bracketed(checked)}`] : []),
  ].join(' ');
}

const bracketed = (expression: string) => {
  const text = asWritten(expression);
  return text.startsWith('(') ? text : `(${text})`;
};

/** Standard triggers by their names, all others in full. */
export function triggersOf(triggers: readonly Row[]): string[] {
  const named = triggers.filter(isStandardTrigger).map(({ name }) => name);
  return [
    ...(named.length > 0 ? [`-- Triggers: ${named.join(', ')}.`] : []),
    ...triggers
      .filter((it) => !isStandardTrigger(it))
      .map(({ text, altered }) => {
        const made = asWritten(text).replace(/ (?=execute function )/, '\n  ');
        return altered ? `-- Disabled, or enabled for replicas.\n${made}` : made;
      }),
  ];
}

/** Whether it is the trigger that `platform.protect_table` or `platform.refer_to_blobs` makes under its name. */
function isStandardTrigger({ name, text, altered }: Row): boolean {
  if (altered) return false;
  const [, kind, column] = /^(erased|release)_(\w+)$/.exec(name) ?? [];
  if (kind === 'release')
    return text.endsWith(`FOR EACH STATEMENT EXECUTE FUNCTION platform.release_blobs('${column}')`);
  return (
    kind === 'erased' &&
    text.includes(` BEFORE UPDATE OF ${column} ON `) &&
    text.includes(`EXECUTE FUNCTION platform.refuse_erased_change('${column}', `)
  );
}
