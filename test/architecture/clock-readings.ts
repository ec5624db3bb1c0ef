import ts from 'typescript';

const clocks = /^(performance\.now|Date\.now|process\.(hrtime(\.bigint)?|uptime))$/;

/** The names that lead to what is called, as in `jest.setTimeout`; of `it.each(…)(…)`, `it.each`. */
export function wayTo(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) return `${wayTo(node.expression)}.${node.name.text}`;
  if (ts.isCallExpression(node)) return wayTo(node.expression);
  if (ts.isTaggedTemplateExpression(node)) return wayTo(node.tag);
  return '';
}

/** Which expressions of a file read the clock, by themselves or by a variable, and which are a time that passed. */
export class ClockReadings {
  private readonly readings = new Set<string>();
  private readonly times = new Set<string>();

  constructor(source: ts.SourceFile) {
    // Again until nothing is added: a variable may be made of others that are declared below.
    let known = -1;
    while (known !== this.readings.size + this.times.size) {
      known = this.readings.size + this.times.size;
      this.learn(source);
    }
  }

  /** Whether an expression asks a clock now. */
  calls(node: ts.Node): boolean {
    return some(node, (part) => ts.isCallExpression(part) && clocks.test(wayTo(part.expression)));
  }

  /** Whether an expression asks a clock, or names a variable that is what a clock said, or was made of that. */
  reads(node: ts.Node): boolean {
    return this.calls(node) || some(node, (part) => isNameIn(part, this.readings));
  }

  /** Whether an expression names a variable or function that is a time between two readings. */
  elapses(node: ts.Node): boolean {
    return some(node, (part) => isNameIn(part, this.times));
  }

  /** Whether an expression subtracts something from what a clock said, or the reverse. */
  subtracts(node: ts.Node): boolean {
    return some(node, (part) => isDifference(part) && (this.reads(part.left) || this.reads(part.right)));
  }

  /** Whether an expression ends in a field that holds milliseconds, as in `attempt.durationMs`. */
  namesDuration(node: ts.Node): boolean {
    return some(node, (part) => ts.isPropertyAccessExpression(part) && /[a-z]Ms$/.test(part.name.text));
  }

  private learn(node: ts.Node): void {
    const [name, value] = given(node);
    if (name && value) {
      const elapsed = (part: ts.Node) => isDifference(part) && this.reads(part.left) && this.reads(part.right);
      if (some(value, elapsed) || this.elapses(value)) this.times.add(name);
      else if (!isFunction(value) && this.reads(value)) this.readings.add(name);
    }
    ts.forEachChild(node, (child) => this.learn(child));
  }
}

/** The variable that a node gives a value, and that value: `x = 1`, `const x = 1`, `x.push(1)`. */
function given(node: ts.Node): readonly [string?, ts.Expression?] {
  if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name)) return [node.name.text, node.initializer];
  if (ts.isBinaryExpression(node) && ts.isIdentifier(node.left)) {
    const assigns = node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment;
    return assigns && node.operatorToken.kind <= ts.SyntaxKind.LastAssignment ? [node.left.text, node.right] : [];
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { expression, name } = node.expression;
  return name.text === 'push' && ts.isIdentifier(expression) ? [expression.text, node.arguments[0]] : [];
}

function some(node: ts.Node, is: (node: ts.Node) => boolean): boolean {
  return is(node) || (ts.forEachChild(node, (child) => some(child, is) || undefined) ?? false);
}

const isFunction = (node: ts.Node) => ts.isArrowFunction(node) || ts.isFunctionExpression(node);

const isDifference = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.MinusToken;

/** A field of that name is another thing. */
const isNameIn = (node: ts.Node, names: ReadonlySet<string>) =>
  ts.isIdentifier(node) &&
  names.has(node.text) &&
  !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) &&
  !(ts.isPropertyAssignment(node.parent) && node.parent.name === node);
