import ts from 'typescript';
import { ClockReadings, wayTo } from './clock-readings.js';
import type { Violation } from './source-tree.js';

const tests = /^(it|test)(\.(each|concurrent|failing))*$|^(before|after)(All|Each)$/;
const orders = /^toBe(LessThan|GreaterThan)(OrEqual)?$|^toBeCloseTo$/;
const pauses = new Set(['setTimeout', 'setInterval', 'sleep', 'delay', 'pause']);
const relations = new Set([
  ...[ts.SyntaxKind.LessThanToken, ts.SyntaxKind.LessThanEqualsToken],
  ...[ts.SyntaxKind.GreaterThanToken, ts.SyntaxKind.GreaterThanEqualsToken],
]);

/** Where a spec fails or passes by how fast the machine is: it measures a time, sets a limit of time, or pauses. */
export function timedTests(file: string, text: string): Violation[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const clock = new ClockReadings(source);
  const found: Violation[] = [];
  const refuse = (node: ts.Node, message: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push({ file, message: `${message} (line ${line + 1})` });
  };
  const visit = (node: ts.Node): void => {
    if (measures(node, clock)) refuse(node, 'limits a measured time: state an order, or hold the clock.');
    if (limits(node)) refuse(node, 'limits the time of one test: the limit of all tests is enough.');
    if (sleeps(node))
      refuse(node, 'pauses: wait for the event, show nothing came by a later event, or hold the clock.');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** An order between a time that passed and anything, or between the clock and an earlier reading. */
function measures(node: ts.Node, clock: ClockReadings): boolean {
  if (ts.isBinaryExpression(node) && relations.has(node.operatorToken.kind)) {
    return clock.calls(node.left) || clock.calls(node.right);
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const matcher = node.expression.name.text;
  if (!orders.test(matcher)) return false;
  const [expected] = node.arguments;
  const received = receivedBy(node.expression.expression);
  if (!expected || !received) return false;
  // A field that holds a duration may be compared with what passed around it: that is an order.
  if (clock.namesDuration(received)) return !matcher.startsWith('toBeGreater') && !clock.elapses(expected);
  if ([received, expected].some((side) => clock.subtracts(side) || clock.elapses(side))) return true;
  return clock.reads(received) && (matcher.startsWith('toBeGreater') ? clock.calls(expected) : clock.reads(expected));
}

/** What is given to the `expect` of a matcher, with `.not` or without. */
function receivedBy(node: ts.Expression): ts.Expression | undefined {
  if (ts.isPropertyAccessExpression(node)) return receivedBy(node.expression);
  const isExpect = ts.isCallExpression(node) && wayTo(node.expression) === 'expect';
  return isExpect ? node.arguments[0] : undefined;
}

/** A limit after the function of a test or hook, or one set for the rest of a file. */
function limits(node: ts.Node): boolean {
  if (!ts.isCallExpression(node)) return false;
  const way = wayTo(node.expression);
  if (way === 'jest.setTimeout') return true;
  const most = /^(before|after)/.test(way) ? 1 : 2;
  // `it.each(…)` is called with the cases first, which are no limit.
  const isTable = way.endsWith('.each') && ts.isPropertyAccessExpression(node.expression);
  return tests.test(way) && !isTable && node.arguments.length > most;
}

/** A timer of this spec, or the pause that it imports; not a timer that jest holds or watches. */
function sleeps(node: ts.Node): boolean {
  if (ts.isCallExpression(node)) return pauses.has(wayTo(node.expression).replace(/^globalThis\./, ''));
  if (
    !ts.isImportDeclaration(node) ||
    !/^(node:)?timers\/promises$/.test((node.moduleSpecifier as ts.StringLiteral).text)
  )
    return false;
  const bindings = node.importClause?.namedBindings;
  const names = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
  return names.some(({ name, propertyName }) => /^set(Timeout|Interval)$/.test((propertyName ?? name).text));
}
